import CNI
import ExactJSON
import MultiNetwork

/// What is wrong with a definition that the API server accepted: a pod that asks for it will not start.
enum DefinitionCheck {
    /// One sentence; nil where nothing is. A definition without `spec.config` is one whose configuration lies on the node.
    static func problem(of object: JSONValue) -> String? {
        let definition: NetworkAttachmentDefinition
        do throws(DefinitionError) { definition = try NetworkAttachmentDefinition(object) } catch {
            return error.description
        }
        guard let text = definition.config else { return foreignMembers(of: object) }
        do throws(ConfigurationError) {
            let configuration = try NetworkConfiguration(text: Array(text.utf8), limit: text.utf8.count)
            return configuration.plugins.isEmpty ? "spec.config: \(ConfigurationError.noPlugins)" : nil
        } catch {
            return "spec.config: \(error)"
        }
    }

    /// Members of another schema, as the definitions of before v1 had them.
    private static func foreignMembers(of object: JSONValue) -> String? {
        let keys = (object["spec"]?.object?.members ?? []).map(\.key).filter { $0 != "config" }
        guard !keys.isEmpty else { return nil }
        let shown = keys.prefix(5).map { "\"\(String($0.prefix(40)).escapingControlCharacters)\"" }
        return "spec has \(shown.joined(separator: ", ")) and no \"config\": it is of another schema than v1's"
    }
}
