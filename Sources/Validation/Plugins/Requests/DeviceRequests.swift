import MarkedYAML

/// What the containers of a pod ask for of device plugins.
struct DeviceRequests {
    /// How many of each resource, and where it is asked for first.
    private(set) var counts: [String: Int] = [:]
    private(set) var places: [(resource: String, node: MarkedNode)] = []
    /// Whether everything that asks can be told: there are containers, and each amount is a whole number.
    let isWhole: Bool

    init(_ pod: PodFacts) {
        let spec = pod.template["spec"]
        let containers = spec?["containers"]?.sequence ?? []
        var isWhole = !containers.isEmpty
        // Claims are devices, too, in another way.
        if spec?["resourceClaims"] != nil { isWhole = false }
        for container in containers {
            // Where both are there they must be equal.
            var ofContainer: [String: Int] = [:]
            for kind in ["requests", "limits"] {
                for entry in container["resources"]?[kind]?.mapping?.entries ?? []
                where entry.key.utf8.contains(UInt8(ascii: "/")) {
                    guard let amount = Self.amount(entry.value) else {
                        isWhole = false
                        continue
                    }
                    if counts[entry.key] == nil, ofContainer[entry.key] == nil {
                        places.append((entry.key, entry.keyNode))
                    }
                    ofContainer[entry.key] = max(amount, ofContainer[entry.key] ?? 0)
                }
            }
            for (resource, amount) in ofContainer { counts[resource, default: 0] += amount }
        }
        for container in spec?["initContainers"]?.sequence ?? []
        where container["resources"]?["limits"] != nil || container["resources"]?["requests"] != nil {
            // What they ask for the others may reuse: how many there are in the end, the kubelet decides.
            for kind in ["requests", "limits"] {
                for entry in container["resources"]?[kind]?.mapping?.entries ?? [] {
                    counts[entry.key] = max(Self.many, counts[entry.key] ?? 0)
                }
            }
        }
        self.isWhole = isWhole
    }

    /// More than a pod can have.
    private static let many = 1 << 20

    private static func amount(_ node: MarkedNode) -> Int? {
        guard let text = node.scalar?.text, let amount = Int(text), (0...many).contains(amount) else { return nil }
        return amount
    }
}
