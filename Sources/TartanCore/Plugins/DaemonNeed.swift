import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// What a daemon of the node makes, and without which a plugin's ADD fails: with a code that looks permanent, and some after they
/// have changed something. Looked for before anything is started.
package struct DaemonNeed: Sendable, Equatable {
    package enum Place: Sendable, Equatable {
        /// The file is there.
        case file(String)
        /// flanneld's file is there, and whole.
        case subnetFile(String)
        /// Somebody listens at the Unix socket.
        case socket(String)
        /// Somebody listens at the TCP port of that address of the node.
        case port(address: String, port: UInt16)
    }

    package let place: Place
    /// The key of the plugin's configuration that names another place, from the outside in; empty where there is none.
    package let key: [String]
    /// A key that makes it needless, where it is there.
    package let needlessWith: [String]
    /// The environment variable that names another place.
    package let variable: String?
    /// What makes it, as a person knows it.
    package let daemon: String

    init(
        _ place: Place, key: [String] = [], needlessWith: [String] = [], variable: String? = nil, by daemon: String
    ) {
        self.place = place
        self.key = key
        self.needlessWith = needlessWith
        self.variable = variable
        self.daemon = daemon
    }
}

/// A need that isn't met, as a person is told.
package struct UnmetNeed: Error, Equatable, Sendable {
    package let label: AttachmentLabel
    package let type: String
    /// A sentence without full stop: what is missing, by its full name.
    package let missing: String
    package let daemon: String

    package var sentence: String { "\(label): \(type.escapingControlCharacters) can't work yet: \(missing)" }
    package var advice: String {
        "\(daemon) makes it: look whether that runs on this node. The next try works as soon as it is there."
    }
}

extension DaemonNeed {
    /// The first of a plan's needs that isn't met.
    static func unmet(of attachments: [Attachment], _ environment: [EnvironmentVariable]) -> UnmetNeed? {
        for attachment in attachments {
            for plugin in attachment.plugins {
                for inner in InnerPlugin.all(plugin.type, plugin.configuration) {
                    for need in inner.known?.needs ?? [] {
                        guard let missing = need.missing(inner.object, environment) else { continue }
                        return UnmetNeed(
                            label: attachment.label, type: inner.type, missing: missing, daemon: need.daemon)
                    }
                }
            }
        }
        return nil
    }

    /// - Returns: nil where it is met, or can't be told.
    func missing(_ object: JSONObject, _ environment: [EnvironmentVariable]) -> String? {
        if let value = Self.value(needlessWith, object), value != .bool(false), value != .string("") { return nil }
        switch place {
        case .file(let usual): return Self.missing(Self.path(key, object) ?? usual)
        case .subnetFile(let usual):
            let path = Self.path(key, object) ?? usual
            return Self.missing(path) ?? Self.half(path)
        case .socket(let usual):
            let path = Self.path(key, object) ?? usual
            return AgentSocket.isAbsent(at: path)
                ? "nobody listens at the socket \(path.escapingControlCharacters)" : nil
        case .port(let address, let port):
            let named = variable.flatMap { name in environment.first { $0.isNamed(name) }?.value }
            guard let end = named.map({ TCPEnd($0) }) ?? TCPEnd("\(address):\(port)") else { return nil }
            return end.isRefused ? "nobody listens at \(end)" : nil
        }
    }

    private static func value(_ path: [String], _ object: JSONObject) -> JSONValue? {
        guard let first = path.first else { return nil }
        return path.dropFirst().reduce(object[first]) { $0?[$1] }
    }

    private static func path(_ path: [String], _ object: JSONObject) -> String? {
        guard let text = value(path, object)?.string, text.hasPrefix("/") else { return nil }
        return text
    }

    private static func missing(_ path: String) -> String? {
        guard unsafe access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR else { return nil }
        return "there is no file \(path.escapingControlCharacters)"
    }

    private static func half(_ path: String) -> String? {
        guard let bytes = try? OpenedFile(reading: path).whole(limit: Limits.subnetFile) else { return nil }
        let lacking = SubnetFile(bytes).lacking
        return lacking.isEmpty
            ? nil
            : "the file \(path.escapingControlCharacters) is not whole, it lacks \(lacking.joined(separator: ", "))"
    }
}
