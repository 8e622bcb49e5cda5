import ExactJSON

/// Something that is there after DEL and wasn't before ADD.
struct TrialLeftover: Hashable, Comparable {
    enum Kind: String, Comparable {
        case hostInterface, podInterface, file, process

        static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
    }

    let kind: Kind
    /// What it is called, where it was given a name; the part that is no random one.
    let name: String

    static func < (one: TrialLeftover, other: TrialLeftover) -> Bool {
        (one.kind, one.name) < (other.kind, other.name)
    }

    var words: String {
        switch kind {
        case .hostInterface: "the interface \(name) on the host"
        case .podInterface: "the interface \(name) in the pod"
        case .file: "the file \(name)"
        case .process: "a process of \(name)"
        }
    }

    /// `veth` of `veth1f2e3d4c`: names are compared between two trials.
    ///
    /// - Parameter known: names that aren't made up: those in the configuration, and the interface's own.
    static func stem(_ name: String, known: Set<String>) -> String {
        if known.contains(name) { return name }
        let digits = name.utf8.reversed().prefix { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }.count
        return digits >= 6 ? String(name.dropLast(digits)) + "…" : name
    }
}
