import Foundation

/// A folder of manifests for `tartanctl validate`: a cluster of some size as people write it, the same one every time.
struct ManifestFolder {
    /// What is wrong in it.
    enum Content {
        /// Varied plugins, lists, styles and workloads; of each hundred objects a few have a mistake.
        case realistic
        /// Every name is unknown and nearly right, every key a near miss, everything on the same master with the same
        /// VLAN, addresses and subnets that overlap.
        case worst
    }

    let definitions: Int
    let pods: Int
    let content: Content

    /// Each object in a file of its own, in one flat folder.
    func write(to folder: String, _ workspace: Workspace) throws(BenchFailure) {
        try workspace.makeFolder(folder)
        for number in 0..<definitions {
            let network = network(number)
            try workspace.write(network.text, to: "\(folder)/network-\(number).\(network.isJSON ? "json" : "yaml")")
        }
        for number in 0..<pods { try workspace.write(pod(number), to: "\(folder)/pod-\(number).yaml") }
    }

    private func network(_ number: Int) -> ManifestNetwork {
        switch content {
        case .realistic: .realistic(number)
        case .worst: .worst(number)
        }
    }

    private func pod(_ number: Int) -> String {
        switch content {
        case .realistic: realisticPod(number)
        case .worst: worstPod(number)
        }
    }
}

// Pods and what makes pods
extension ManifestFolder {
    private func realisticPod(_ number: Int) -> String {
        var chance = Chance(number: number, salt: 2)
        let space = chance.below(ManifestNetwork.namespaces)
        let names = (0..<1 + chance.below(3)).map { _ in
            // One of the namespace's own; of each hundred, two are misspelt.
            let own =
                chance.below(max(1, definitions / ManifestNetwork.namespaces)) * ManifestNetwork.namespaces + space
            let name = ManifestNetwork.name(min(own, definitions - 1))
            return chance.below(50) == 0 ? name + "x" : name
        }
        let annotation =
            switch chance.below(3) {
            case 0: names.enumerated().map { "\($0.element)@eth\($0.offset + 1)" }.joined(separator: ", ")
            case 1: names.joined(separator: ",")
            default:
                "["
                    + names.enumerated().map { place, name in
                        "{\"name\": \"\(name)\", \"interface\": \"data\(place)\"}"
                    }.joined(separator: ", ") + "]"
            }
        return chance.below(4) == 0
            ? deployment(number, space, annotation) : bare(number, space, annotation, JSONText.quoted(annotation))
    }

    private func bare(_ number: Int, _ space: Int, _ annotation: String, _ written: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: pod-\(number)
          namespace: team-\(space)
          labels: {app: app-\(number % 40)}
          annotations:
            k8s.v1.cni.cncf.io/networks: \(written)
        spec:
          containers:
          - name: main
            image: registry.example/app:\(number % 9)
            ports:
            - {containerPort: 8080}
            resources:
              limits: {cpu: "1", memory: 128Mi}

        """
    }

    private func deployment(_ number: Int, _ space: Int, _ annotation: String) -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: pod-\(number)
          namespace: team-\(space)
        spec:
          replicas: 2
          selector:
            matchLabels: {app: app-\(number)}
          template:
            metadata:
              labels: {app: app-\(number)}
              annotations:
                k8s.v1.cni.cncf.io/networks: |
                  \(annotation)
            spec:
              containers:
              - name: main
                image: registry.example/app:\(number % 9)

        """
    }

    private func worstPod(_ number: Int) -> String {
        let selections = (0..<4).map { place in
            "{\"name\": \"network-\(number * 4 + place)-\", \"interface\": \"eth1\", \"ips\": [\"10.0.0.9/8\"], "
                + "\"mac\": \"02:00:00:00:00:01\"}"
        }
        let annotation = "[" + selections.joined(separator: ", ") + "]"
        return bare(number, 0, annotation, JSONText.quoted(annotation))
    }
}
