import CNI
package import ExactJSON

/// A file of the runtime's folder as runtimes read it.
package struct RuntimeFile: Sendable {
    /// In the folder.
    package let name: String
    /// Nil where the file can't be read.
    package let configuration: JSONValue?
    /// Of its plugins, in order.
    package let types: [String]
    /// Why no runtime can use it; one sentence without full stop that begins with the place, nil where it can.
    package let problem: String?

    package init(_ name: String, _ value: JSONValue) {
        self.name = name
        configuration = value
        types = (Self.member("plugins", of: value)?.array ?? [value]).compactMap { plugin in
            Self.member("type", of: plugin)?.string
        }
        problem = Self.problem(name, value)
    }

    /// One that can't be read.
    ///
    /// - Parameter problem: as above.
    package init(_ name: String, problem: String) {
        self.name = name
        configuration = nil
        types = []
        self.problem = problem
    }

    /// The network's own name.
    package var networkName: String? { configuration?["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    package var isTartan: Bool { types.contains("tartan") }

    package var isMultus: Bool { types.contains("multus") || types.contains("multus-shim") }

    /// What comes with CNI packages for `lo` alone: no network of pods.
    package var isLoopback: Bool { !types.isEmpty && types.allSatisfy { $0 == "loopback" } }

    /// The last member of that name; Go's decoder doesn't mind its letter case.
    private static func member(_ name: String, of value: JSONValue) -> JSONValue? {
        value.object?.members.last { $0.key.lowercased() == name }?.value
    }

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
