import CNI
import ExactJSON
import Findings
import MarkedYAML
import MultiNetwork

/// Ports of a node that several pods ask for.
struct NodePortCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var ofNodes: [NodePort.Key: NodePort] = [:]
        var anywhere: [NodePort.Key: NodePort] = [:]
        for pod in picture.pods {
            var own = Set<NodePort.Key>()
            for port in NodePort.all(of: pod) where own.insert(port.key(node: nil)).inserted {
                if pod.copies.isSeveral, pod.object.kind != "DaemonSet" {
                    reportCopies(port, &sink)
                    continue
                }
                if let node = port.node {
                    let key = port.key(node: node)
                    if let other = ofNodes[key] {
                        reportCertain(port, other, node, &sink)
                        continue
                    }
                    ofNodes[key] = port
                }
                let key = port.key(node: nil)
                guard let other = anywhere[key] else {
                    anywhere[key] = port
                    continue
                }
                reportPossible(port, other, &sink)
            }
        }
    }

    private func reportCertain(_ port: NodePort, _ other: NodePort, _ node: String, _ sink: inout FindingSink) {
        sink.report(
            .nodePortTaken, at: port.spot,
            "\(port.pod.title) asks for port \(port.text) of node \(node.cutForMessage), as \(other.pod.title) does",
            label: "taken",
            notes: [
                port.isScheduled && other.isScheduled
                    ? "kubelet refuses the second pod: NodePorts."
                    : "The rules of the pod that came first get all packets, and the other one none."
            ], related: [(other.spot, "the first one")])
    }

    /// The scheduler keeps pods apart by the ports of their containers alone.
    private func reportPossible(_ port: NodePort, _ other: NodePort, _ sink: inout FindingSink) {
        if port.isScheduled && other.isScheduled || port.pod.isKeptApart || other.pod.isKeptApart { return }
        if let node = port.node, let otherNode = other.node, node != otherNode { return }
        sink.report(
            .nodePortUnscheduled, at: port.spot,
            "\(port.pod.title) and \(other.pod.title) ask for the node's port \(port.text), and can be on one node",
            label: "the scheduler doesn't see it",
            notes: ["On one node the first of them gets all packets, and the other none."],
            related: [(other.spot, "the first one")])
    }

    private func reportCopies(_ port: NodePort, _ sink: inout FindingSink) {
        if let node = port.node {
            sink.report(
                .nodePortTaken, at: port.spot,
                "\(port.pod.title) makes \(port.pod.copiesInWords) on node \(node.cutForMessage), and all of them ask for its port \(port.text)",
                label: "one pod of a node can have it",
                notes: [
                    port.isScheduled
                        ? "kubelet refuses all but the first: NodePorts."
                        : "The first pod gets all packets, and the others none."
                ])
            return
        }
        if port.isScheduled || port.pod.isKeptApart { return }
        sink.report(
            .nodePortUnscheduled, at: port.spot,
            "\(port.pod.title) makes \(port.pod.copiesInWords), and those on one node ask for its port \(port.text)",
            label: "the scheduler doesn't see it",
            notes: ["On one node the first of them gets all packets, and the others none."])
    }
}

/// A port of the node that leads into a pod.
private struct NodePort {
    struct Key: Hashable {
        let node: String?
        let number: Int
        let transport: String
        let address: String
    }

    let pod: PodFacts
    let number: Int
    let transport: String
    /// Empty for every address of the node.
    let address: String
    /// The node that the pod is for, if it says so.
    let node: String?
    /// Whether it is a container's, of which the scheduler knows.
    let isScheduled: Bool
    let spot: Spot

    var text: String { "\(number)/\(transport)" }

    func key(node: String?) -> Key { Key(node: node, number: number, transport: transport, address: address) }

    static func all(of pod: PodFacts) -> [NodePort] {
        let spec = pod.template["spec"]
        let node = spec?["nodeName"]?.string ?? spec?["nodeSelector"]?["kubernetes.io/hostname"]?.string
        let asked = pod.selections.flatMap { use in
            (use.element?["portMappings"]?.elements ?? []).compactMap { mapping -> NodePort? in
                guard let port = mapping["hostPort"], let number = port.value.integer, number > 0 else { return nil }
                return NodePort(
                    pod: pod, number: number, transport: mapping["protocol"]?.value.string?.lowercased() ?? "tcp",
                    address: plain(mapping["hostIP"]?.value.string), node: node, isScheduled: false, spot: port.spot)
            }
        }
        // With the node's own network a port is no mapping.
        if spec?["hostNetwork"]?.scalar?.meaning == .bool(true) { return asked }
        let containers = (spec?["containers"]?.sequence ?? []).flatMap { container in
            (container["ports"]?.sequence ?? []).compactMap { port -> NodePort? in
                guard let value = port["hostPort"], let number = value.scalar.flatMap({ Int($0.text) }), number > 0
                else { return nil }
                return NodePort(
                    pod: pod, number: number, transport: port["protocol"]?.string?.lowercased() ?? "tcp",
                    address: plain(port["hostIP"]?.string), node: node, isScheduled: true,
                    spot: pod.object.spot(value))
            }
        }
        return asked + containers
    }

    private static func plain(_ text: String?) -> String {
        guard let text, let address = IPAddress(text), !address.isUnspecified else { return "" }
        return address.description
    }
}

extension PodFacts {
    /// Whether rules of its own keep pods from being on one node.
    fileprivate var isKeptApart: Bool {
        let spec = template["spec"]
        return spec?["affinity"]?["podAntiAffinity"] != nil || spec?["topologySpreadConstraints"] != nil
    }
}
