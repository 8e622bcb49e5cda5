import Foundation

/// Whether an ADD costs more when the store is full: look-ups are by key, so it must not.
struct StoreBench {
    let measure: Measure
    let workspace: Workspace
    let tartan: String

    /// Writes a store with so many networks and pods, all in one namespace, as the protocol has its files.
    func make(_ name: String, networks: Int, pods: Int, annotation: String) throws(BenchFailure) -> String {
        let root = workspace.path(name)
        try workspace.makeFolder(root)
        for kind in ["networks", "pods"] {
            try workspace.makeFolder("\(root)/\(kind)")
            try workspace.makeFolder("\(root)/\(kind)/bench")
        }
        let named = Network.further + [Network.chain]
        for network in named {
            try workspace.write(JSONText.of(network.definition), to: "\(root)/networks/bench/\(network.name)")
        }
        for number in 0..<max(0, networks - named.count) {
            let config = "{\"cniVersion\":\"1.0.0\",\"type\":\"bridge\",\"bridge\":\"br\(number)\"}"
            let definition = Network.definition(name: "other\(number)", config: config)
            try workspace.write(JSONText.of(definition), to: "\(root)/networks/bench/other\(number)")
        }
        for number in 0..<pods {
            let pod = number == 0 ? "pod" : "pod\(number)"
            let object: [String: Any] = [
                "apiVersion": "v1", "kind": "Pod",
                "metadata": [
                    "namespace": "bench", "name": pod, "annotations": ["k8s.v1.cni.cncf.io/networks": annotation],
                ],
            ]
            try workspace.write(JSONText.of(object), to: "\(root)/pods/bench/\(pod)")
        }
        return root
    }

    func row(_ scenario: Scenario, pairs: Int) throws(BenchFailure) -> Row {
        let small = try make("store-small", networks: 10, pods: 1, annotation: scenario.annotation)
        let large = try make("store-large", networks: 10_000, pods: 500, annotation: scenario.annotation)
        let contenders = [("small", small), ("large", large)].map {
            MetaPlugin.tartan(tartan, store: $0.1, annotations: false, name: $0.0, workspace)
        }
        let series = try CycleBench(measure: measure, workspace: workspace).run(contenders, scenario, pairs: pairs)
        let full = Statistics.median((series["large"]?[.add] ?? []).map(\.milliseconds))
        let empty = Statistics.median((series["small"]?[.add] ?? []).map(\.milliseconds))
        return Row(
            what: "ADD, store of 10,000 networks and 500 pods", budget: "≤ 1.1 × 10 and 1",
            measured: "\((full / empty).text(2)) × (\(full.text(2)) against \(empty.text(2)) ms)",
            met: full <= 1.1 * empty, figures: ["milliseconds": full, "smallMilliseconds": empty])
    }
}
