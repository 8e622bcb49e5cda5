import CNI
import ExactJSON

/// A network that needs a binary.
struct PluginUser: Equatable {
    /// As people name it: `infra/lan` for a definition, the list's own name for a file.
    let network: String
    /// `definition infra/lan`, or the path of the file.
    let source: String
    /// In which its plugins are spoken to.
    let version: CNIVersion

    var json: JSONValue {
        ["name": .string(network), "source": .string(source), "cniVersion": .string(version.description)]
    }
}
