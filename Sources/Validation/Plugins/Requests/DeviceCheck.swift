import Findings
import MarkedYAML
import MultiNetwork

/// Whether a pod asks for the devices that its networks need, and has a network for those that it asks for.
struct DeviceCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = scope.networks
        let backed = scope.definitions.filter { $0.annotation(Annotation.resourceName)?.isEmpty == false }
        let resources = Dictionary(grouping: backed) { $0.annotation(Annotation.resourceName) ?? "" }
        guard !resources.isEmpty else { return }
        // KubeVirt asks for what a machine's networks need by itself.
        for pod in scope.pods where !pod.isMachine {
            let uses = [pod.defaultNetwork].compactMap { $0 } + pod.selections
            let requests = DeviceRequests(pod)
            guard requests.isWhole else { continue }
            var used: [String: Int] = [:]
            // What can't be read may name anything.
            var isKnown = pod.annotation(Annotation.networks) == nil || !pod.selections.isEmpty
            for use in uses {
                guard let definition = networks[use.selection.reference.description] else {
                    isKnown = false
                    continue
                }
                guard let resource = definition.annotation(Annotation.resourceName), !resource.isEmpty else { continue }
                used[resource, default: 0] += 1
                guard used[resource, default: 0] > requests.counts[resource, default: 0] else { continue }
                // Tartan takes the device that the element names then.
                if use.element?["deviceID"] != nil { continue }
                reportMissing(resource, definition, use, pod, requests, &sink)
            }
            // Networks that aren't known may use what is left.
            guard isKnown else { continue }
            for (resource, node) in requests.places where used[resource] == nil {
                guard let definitions = resources[resource] else { continue }
                reportUnused(resource, node, pod, definitions, &sink)
            }
        }
    }

    private func reportMissing(
        _ resource: String, _ definition: DefinitionFacts, _ use: SelectionUse, _ pod: PodFacts,
        _ requests: DeviceRequests, _ sink: inout FindingSink
    ) {
        let count = requests.counts[resource, default: 0]
        let annotation = definition.annotations?.mapping?.entry(Annotation.resourceName)
        sink.report(
            .deviceNotRequested, at: use.spot,
            count == 0
                ? "\(pod.title) asks for no \(resource.cutForMessage), which network \(definition.reference) needs"
                : "\(pod.title) asks for \(count) of \(resource.cutForMessage), and this network needs one more",
            label: "no device is left for it",
            notes: [
                "Write \"\(resource.cutForMessage)\": \(count + 1) into \"requests\" and \"limits\" of a container.",
                "Where the webhook network-resources-injector runs, it does so, and this can be ignored.",
            ], related: annotation.map { [(definition.object.spot($0.value), "the network's resource")] } ?? [])
    }

    private func reportUnused(
        _ resource: String, _ node: MarkedNode, _ pod: PodFacts, _ definitions: [DefinitionFacts],
        _ sink: inout FindingSink
    ) {
        let names = definitions.prefix(3).map(\.reference)
        let shown = names.joined(separator: ", ") + (definitions.count > 3 ? ", …" : "")
        sink.report(
            .deviceWithoutNetwork, at: pod.object.spot(node),
            "\(pod.title) asks for \(resource.cutForMessage), and none of its networks uses it",
            label: "networks with it: \(shown)",
            notes: ["The device is taken from the node, and the pod gets no interface of it."])
    }
}
