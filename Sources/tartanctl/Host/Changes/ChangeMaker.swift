/// Which command changed a folder of the runtime: by it the record is named, and what people are told.
enum ChangeMaker: String, Sendable {
    case migrate
    case `init`

    /// Beside the configurations, under a name that no runtime looks at.
    var recordName: String { "tartan-\(rawValue).undo" }

    /// The name of whatever is being written; no runtime looks at it.
    var temporaryName: String { "tartan-\(rawValue).tmp" }

    var command: String { "tartanctl \(rawValue)" }

    /// What happened to the folder, after "was".
    var deed: String {
        switch self {
        case .migrate: "taken over from Multus"
        case .`init`: "set up"
        }
    }

    /// What the record is the record of.
    var work: String {
        switch self {
        case .migrate: "the migration"
        case .`init`: "tartanctl init"
        }
    }

    /// What to do by hand where the record can't be read.
    var recordHint: String {
        switch self {
        case .migrate: "By hand: move Multus' file back first."
        case .`init`: "By hand: take Tartan's file away."
        }
    }
}
