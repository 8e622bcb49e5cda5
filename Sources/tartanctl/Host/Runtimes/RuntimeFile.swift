import CNI
import ExactJSON

/// A file of the runtime's folder as runtimes read it.
struct RuntimeFile {
    /// In the folder.
    let name: String
    /// Nil where the file can't be read.
    let configuration: JSONValue?
    /// Of its plugins, in order.
    let types: [String]
    let isMultus: Bool
    /// Why no runtime can use it; one sentence without full stop that begins with the place, nil where it can.
    let problem: String?

    init(_ name: String, _ value: JSONValue, isMultus: Bool) {
        self.name = name
        configuration = value
        types = (value.object?.value(of: "plugins")?.array ?? [value]).compactMap(\.pluginType)
        self.isMultus = isMultus
        problem = Self.problem(name, value)
    }

    /// One that can't be read.
    init(_ name: String, _ failure: Failure) {
        self.name = name
        configuration = nil
        types = []
        isMultus = false
        let words = failure.message.hasSuffix(".") ? String(failure.message.dropLast()) : failure.message
        problem = failure.place.map { "\($0): \(words)" } ?? words
    }

    /// The network's own name.
    var networkName: String? { configuration?["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    var isTartan: Bool { types.contains("tartan") }

    /// What comes with CNI packages for `lo` alone: no network of pods.
    var isLoopback: Bool { !types.isEmpty && types.allSatisfy { $0 == "loopback" } }

    /// libcni decides by the ending whether it is a list.
    private static func problem(_ name: String, _ value: JSONValue) -> String? {
        if name.hasSuffix(".conflist") {
            guard let plugins = value["plugins"]?.array, !plugins.isEmpty else {
                return "\(name) has no plugins: a .conflist needs a list of them"
            }
        } else if (value["type"]?.string ?? "").isEmpty {
            return value["plugins"] == nil
                ? "\(name) has no \"type\"" : "\(name) is a list, which runtimes read from .conflist alone"
        }
        do throws(ConfigurationError) { _ = try NetworkConfiguration(value) } catch { return "\(name): \(error)" }
        return nil
    }
}
