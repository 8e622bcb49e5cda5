import Findings
import MarkedYAML
import Wording

/// A definition without a configuration stands for a file of the node. Told only where such files are among the input.
struct NetworkFileCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        let files = picture.scope.configurations.filter { !$0.plugins.contains(where: MetaPlugin.isOne) }
        let names = Set(files.compactMap(\.ownName))
        if names.isEmpty { return }
        let sorted = names.sorted()
        // A proposal for each of many would compare all with all.
        var proposals = 50
        for definition in picture.scope.definitions where definition.configuration == nil {
            let node = definition.object.node
            // A configuration that stands elsewhere in the object is told with the object's form.
            let places = [node["spec"]?["config"], node["config"], node["metadata"]?["config"]]
            guard places.allSatisfy({ $0 == nil }), !names.contains(definition.name) else { continue }
            proposals -= 1
            let near = proposals >= 0 ? Spelling.closest(to: definition.name, in: sorted) : nil
            sink.report(
                .missingNetworkFile, at: definition.object.title,
                "network \(definition.reference) has no configuration, and none of the files is called \"\(definition.name.cutForMessage)\"",
                label: near.map { "did you mean \"\($0.cutForMessage)\"?" },
                notes: [
                    "A definition without \"config\" stands for the file of the node whose configuration has its name."
                ])
        }
    }
}
