/// One thing that `doctor` looks at. A check is small and knows nothing of the others: each tells of its own cause alone.
protocol DoctorCheck: Sendable {
    /// Stays the same from release to release, for monitoring.
    var id: String { get }

    func look(at node: ExaminedNode) -> CheckOutcome
}

enum CheckOutcome: Equatable {
    /// What is known to be right, one sentence without full stop.
    case passed(String)
    /// Why it couldn't be looked at here, or has no meaning.
    case skipped(String)
    case found([DoctorFinding])

    /// What was found, or what is right where nothing was.
    static func found(_ findings: [DoctorFinding], else passed: String) -> CheckOutcome {
        findings.isEmpty ? .passed(passed) : .found(findings)
    }
}

/// Something that is wrong on a node.
struct DoctorFinding: Equatable {
    enum Severity: String {
        /// Pods fail, or don't get what they ask for.
        case problem
        case warning
    }

    let severity: Severity
    /// What a person wants to know, a sentence with its full stop.
    let message: String
    /// What shows it.
    var evidence: [String] = []
    /// A command that can be copied, or where there is none what to do.
    var repair: String?
    /// What `--repair` may do about it.
    var safe: SafeRepair?

    static func problem(
        _ message: String, evidence: [String] = [], repair: String? = nil, safe: SafeRepair? = nil
    ) -> DoctorFinding {
        .init(severity: .problem, message: message, evidence: evidence, repair: repair, safe: safe)
    }

    static func warning(
        _ message: String, evidence: [String] = [], repair: String? = nil, safe: SafeRepair? = nil
    ) -> DoctorFinding {
        .init(severity: .warning, message: message, evidence: evidence, repair: repair, safe: safe)
    }
}

/// Repairs that can cut no living pod.
enum SafeRepair: Equatable {
    /// Nobody but the owner may write the file or folder any more. On the node.
    case close(String)
    /// A folder in which something is to be written. On the node.
    case makeFolder(String)
    /// The DEL of records whose sandbox is gone, as `gc` does it.
    case collect

    /// What would be done, a sentence with its full stop.
    var plan: String {
        switch self {
        case .close(let path): "\(path) would be made writable by its owner alone."
        case .makeFolder(let path): "\(path) would be made."
        case .collect: "Sandboxes that are gone would be detached (tartanctl gc --dry-run lists them)."
        }
    }
}
