import Glibc
import LinuxSystem

/// For which machine an executable was built, by its ELF header.
struct ELFMachine: Equatable, CustomStringConvertible {
    let number: UInt16
    let isLittleEndian: Bool

    /// Nil for what is no ELF: a script, say.
    init?(of path: String) {
        guard let file = try? Descriptor(opening: path, O_RDONLY | O_NONBLOCK | O_NOCTTY) else { return nil }
        var header = [UInt8](repeating: 0, count: 20)
        let number = file.number
        let count = unsafe header.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
        guard count == header.count, header.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { return nil }
        isLittleEndian = header[5] == 1
        let (low, high) = isLittleEndian ? (header[18], header[19]) : (header[19], header[18])
        self.number = UInt16(low) | UInt16(high) << 8
    }

    private static let names: [UInt16: String] = [
        3: "x86", 20: "ppc", 21: "ppc64", 22: "s390x", 40: "arm", 62: "x86-64", 183: "arm64", 243: "riscv",
        258: "loongarch",
    ]

    var description: String {
        let name = Self.names[number] ?? "machine \(number)"
        return number == 21 && isLittleEndian ? "ppc64le" : name
    }

    /// The 32-bit programs of its family run on a 64-bit machine too.
    func runs(_ other: ELFMachine) -> Bool {
        self == other || [62: 3, 183: 40][number] == other.number
    }
}
