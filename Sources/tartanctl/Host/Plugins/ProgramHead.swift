import CNI
import Glibc
import LinuxSystem

/// What the first bytes of an executable file say about how the kernel runs it.
enum ProgramHead: Equatable {
    /// An ELF file; the loader that it names, if it is linked dynamically.
    case program(ELFMachine, loader: String?)
    /// The program of the first line; nil where none is named.
    case script(String?)
    case other

    /// Nil for a file that can't be read.
    init?(of path: String) {
        guard let file = try? Descriptor(opening: path, O_RDONLY | O_NONBLOCK | O_NOCTTY) else { return nil }
        var head = [UInt8](repeating: 0, count: Limits.programHead)
        let number = file.number
        let count = unsafe head.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
        guard count >= 0 else { return nil }
        self.init(head: Array(head.prefix(count)))
    }

    init(head: [UInt8]) {
        if head.starts(with: [0x7F, 0x45, 0x4C, 0x46]), let elf = ELFHead(bytes: head) {
            self = .program(elf.machine, loader: elf.loader)
        } else if head.starts(with: "#!".utf8) {
            let line = head.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
            let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            self = .script(words.first.map { String(decoding: $0, as: UTF8.self) })
        } else {
            self = .other
        }
    }
}

/// The numbers of an ELF header, as far as its bytes are there.
private struct ELFHead {
    let bytes: [UInt8]
    let machine: ELFMachine
    private let isLittleEndian: Bool
    private let is64Bit: Bool

    private static let interpreterHeader = 3

    init?(bytes: [UInt8]) {
        guard bytes.count >= 20 else { return nil }
        self.bytes = bytes
        isLittleEndian = bytes[5] == 1
        is64Bit = bytes[4] == 2
        let (low, high) = isLittleEndian ? (bytes[18], bytes[19]) : (bytes[19], bytes[18])
        machine = ELFMachine(number: UInt16(low) | UInt16(high) << 8, isLittleEndian: isLittleEndian)
    }

    /// Of the segment that names it; nil where there is none among the first bytes.
    var loader: String? {
        guard let start = number(is64Bit ? 32 : 28, is64Bit ? 8 : 4), let size = number(is64Bit ? 54 : 42, 2),
            let count = number(is64Bit ? 56 : 44, 2), size >= (is64Bit ? 56 : 32)
        else { return nil }
        for index in 0..<min(count, 64) {
            let header = start + index * size
            guard let kind = number(header, 4) else { return nil }
            guard kind == Self.interpreterHeader else { continue }
            guard let place = number(header + (is64Bit ? 8 : 4), is64Bit ? 8 : 4),
                let length = number(header + (is64Bit ? 32 : 16), is64Bit ? 8 : 4), length > 1,
                length <= bytes.count, place <= bytes.count - length
            else { return nil }
            return String(decoding: bytes[place..<(place + length)].prefix { $0 != 0 }, as: UTF8.self)
        }
        return nil
    }

    /// Nil where it isn't among the bytes, or is no number that a file can have.
    private func number(_ offset: Int, _ size: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - size else { return nil }
        let digits = bytes[offset..<(offset + size)]
        let value = (isLittleEndian ? digits.reversed() : Array(digits)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return value < 1 << 32 ? Int(value) : nil
    }
}
