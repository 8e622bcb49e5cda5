/// Which command changed a folder of the runtime: by it the record is named, and what people are told.
enum ChangeMaker: String, Sendable {
    case migrate
    case `init`

    /// Beside the configurations, under a name that no runtime looks at.
    var recordName: String { "tartan-\(rawValue).undo" }

    var command: String { "tartanctl \(rawValue)" }

    /// What happened to the folder, after "was".
    var deed: String {
        switch self {
        case .migrate: "taken over"
        case .`init`: "set up"
        }
    }

    /// Where a file isn't as `--apply` left it.
    var applyHint: String {
        switch self {
        case .migrate:
            "Multus' daemon or entrypoint writes its file again while its DaemonSet runs; Tartan's sorts first all the "
                + "same. To begin anew: tartanctl migrate --undo"
        case .`init`: "Look what wrote it, and try again: tartanctl init"
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
