import ExactJSON
import Findings
import MarkedYAML
import MultiNetwork

/// A network that no pod uses. Told only where pods are among the input, and all of their annotations can be read.
struct UnusedNetworkCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        if picture.scope.pods.isEmpty || picture.scope.definitions.isEmpty { return }
        guard var used = usedByPods(picture) else { return }
        used.formUnion(meantByPods(picture))
        let named = namedBySettings(picture)
        let multusNamespace = picture.context.settings.multusNamespace
        for definition in picture.scope.definitions {
            // What is there is named by the configuration of nodes as well.
            if used.contains(definition.reference) || named.contains(definition.name)
                || definition.namespace == multusNamespace
            {
                continue
            }
            sink.report(
                .unusedNetwork, at: definition.object.title,
                "no pod uses network \(definition.namespace.cutForMessage)/\(definition.name.cutForMessage)",
                notes: ["None of the pods and workloads that were read names it."])
        }
    }

    /// Nil if one asks for networks in a way that isn't understood.
    private func usedByPods(_ picture: ClusterPicture) -> Set<String>? {
        var used = Set<String>()
        for pod in picture.scope.pods {
            let annotation = pod.annotation(Annotation.networks)
            if pod.selections.isEmpty, let annotation, annotation.string?.isEmpty != true { return nil }
            used.formUnion(pod.allUses.map(\.selection.reference.description))
            // Annotations that nobody reads are told as such: in the workload's own metadata, or misspelt.
            let misplaced = pod.isTemplate ? pod.object.metadata?["annotations"]?[Annotation.networks]?.string : nil
            for text in [misplaced].compactMap(\.self) + PodAnnotationKeyCheck.misspelt(of: pod) {
                guard let meant = try? NetworkSelection.parse(text, podNamespace: pod.namespace) else { return nil }
                used.formUnion(meant.map(\.reference.description))
            }
        }
        return used
    }

    /// The networks that are proposed where a pod names one that isn't there.
    private func meantByPods(_ picture: ClusterPicture) -> Set<String> {
        var meant = Set<String>()
        for (reference, advice) in picture.unknown {
            switch advice {
            case .elsewhere(let namespaces): meant.formUnion(namespaces.map { "\($0)/\(reference.name)" })
            case .near(let near): meant.formUnion(near)
            case .emptyNamespace, .none: break
            }
        }
        return meant
    }

    /// Names in configurations of meta-plugins: networks that every pod gets.
    private func namedBySettings(_ picture: ClusterPicture) -> Set<String> {
        var names = Set<String>()
        for plugin in picture.scope.configurations.flatMap(\.plugins) where MetaPlugin.isOne(plugin) {
            let values = [plugin.cursor["clusterNetwork"]] + (plugin.cursor["defaultNetworks"]?.elements ?? [])
            for text in values.compactMap({ $0?.value.string }) {
                names.insert(text.split(separator: "/").last.map(String.init) ?? text)
            }
        }
        return names
    }
}
