import CNI
import ExactJSON

/// Something about a node that a person should know before it is changed.
struct NodeFinding: Equatable {
    enum Severity: String {
        /// Nothing is changed while it is there.
        case obstacle
        case warning
    }

    let severity: Severity
    /// A word that stays the same from release to release.
    let code: String
    /// Names file and key. One sentence without full stop.
    let message: String
    var file: String?
    var key: String?
    /// What to do: a command that can be copied, or a sentence.
    var next: String?

    static func obstacle(
        _ code: String, _ message: String, file: String? = nil, key: String? = nil, next: String? = nil
    ) -> NodeFinding {
        .init(severity: .obstacle, code: code, message: message, file: file, key: key, next: next)
    }

    static func warning(
        _ code: String, _ message: String, file: String? = nil, key: String? = nil, next: String? = nil
    ) -> NodeFinding {
        .init(severity: .warning, code: code, message: message, file: file, key: key, next: next)
    }

    var json: JSONValue {
        var object: JSONObject = [
            "severity": .string(severity.rawValue), "code": .string(code), "message": .string(message),
        ]
        object["file"] = file.map { .string($0) }
        object["key"] = key.map { .string($0) }
        object["next"] = next.map { .string($0) }
        return .object(object)
    }
}

extension NodeFinding {
    /// Where Tartan asks a cluster network's CHECK, which Multus does not, and the runtime itself hardly does.
    static func portmapCheck(
        _ network: NetworkConfiguration, _ source: String, remark: String = ""
    ) -> NodeFinding? {
        guard network.version.hasCheck, !network.disableCheck, network.plugins.contains(where: { $0.type == "portmap" })
        else { return nil }
        return .warning(
            "check", "\(source) has portmap, whose CHECK fails up to version 1.1.1 once a port is mapped\(remark)",
            file: source, key: "disableCheck",
            next: "CRI-O calls CHECK after each ADD; with such a portmap put \"disableCheck\": true into that list.")
    }
}
