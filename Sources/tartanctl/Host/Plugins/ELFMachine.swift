/// For which machine a program was built, by its ELF header.
struct ELFMachine: Equatable, CustomStringConvertible {
    let number: UInt16
    let isLittleEndian: Bool

    /// Nil for what is no ELF: a script, say.
    init?(of path: String) {
        guard case .program(let machine, _)? = ProgramHead(of: path) else { return nil }
        self = machine
    }

    init(number: UInt16, isLittleEndian: Bool) {
        self.number = number
        self.isLittleEndian = isLittleEndian
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
