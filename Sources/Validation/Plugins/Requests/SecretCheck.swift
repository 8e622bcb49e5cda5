import ExactJSON
import Findings
import PluginCatalogue

/// Secrets in definitions, which everybody may read who may read the namespace's objects.
struct SecretCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard case .definition = configuration.owner else { return }
        for plugin in configuration.plugins {
            guard let entry = context.catalogue.entry(plugin.type) else { continue }
            let search = Search(catalogue: context.catalogue, title: configuration.title)
            search.look(at: plugin.cursor, context.catalogue.keys(of: entry), of: entry.type, &sink)
        }
    }

    /// Goes only as deep as the catalogue's data.
    private struct Search {
        let catalogue: PluginCatalogue
        let title: String

        func look(at object: JSONCursor, _ keys: KeySet, of type: String, _ sink: inout FindingSink) {
            for member in object.members {
                guard let spec = keys[member.key] ?? keys.key(foldingCaseOf: member.key) else { continue }
                if spec.isSecret { report(member, type, &sink) }
                look(into: member.value, spec, of: type, &sink)
            }
        }

        private func look(into cursor: JSONCursor, _ spec: KeySpec, of type: String, _ sink: inout FindingSink) {
            if let elements = cursor.elements, let inner = spec.elements {
                for element in elements { look(into: element, inner, of: type, &sink) }
            }
            guard cursor.value.object != nil else { return }
            if let delegate = spec.delegate {
                let name = cursor["type"]?.value.string
                guard let keys = catalogue.keys(of: delegate, type: name) else { return }
                look(at: cursor, keys, of: name ?? delegate.assumed ?? type, &sink)
            } else if let members = spec.members {
                look(at: cursor, members, of: type, &sink)
            }
        }

        private func report(_ member: JSONCursor.Member, _ type: String, _ sink: inout FindingSink) {
            guard let text = member.value.value.string, !text.isEmpty, !LeftOver.placeholder(in: text) else { return }
            let place = member.spot.place
            // The line would carry the secret on into logs of whoever validates.
            let bare = FindingPlace(
                file: place.file, line: place.line, column: place.column, endColumn: place.endColumn)
            sink.report(
                Finding(
                    .secretInDefinition, at: bare,
                    "\(title) has a secret in it: \"\(member.key.cutForMessage)\" of \(type)",
                    notes: [
                        "Whoever may read definitions can read it, so it is no secret any more.",
                        "Make a new one, and keep it in a file of the node, such as a kubeconfig that only root may read.",
                    ]))
        }
    }
}
