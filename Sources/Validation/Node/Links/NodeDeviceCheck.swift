import CNI
import Findings
import Wording

/// Interfaces of the node that networks move into their pods.
struct NodeDeviceCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let links = node.facts.links else { return }
        for configuration in node.configurations {
            for device in MovedDevice.all(of: configuration)
            where device.key == MovedDevice.key(ofName: device.name) && (try? InterfaceName(device.name)) != nil {
                guard let link = links[device.name] else {
                    let near = Spelling.closest(to: device.name, in: links.names)
                    sink.report(
                        .deviceMissing, at: device.spot,
                        "\(node.facts.name) has no interface \"\(device.name)\" to move into a pod",
                        label: near.map { "there is \"\($0)\"" } ?? "not here, or in a pod already",
                        notes: [
                            "If a pod of \(configuration.title) runs there it has it, and all is well; else every such pod fails."
                        ])
                    continue
                }
                guard link.name == links.defaultLink else { continue }
                sink.report(
                    .deviceOfNode, at: device.spot,
                    "\(configuration.title) moves \"\(device.name)\" into its pods, and \(node.facts.name) has its default route there",
                    label: "the node's own interface",
                    notes: ["With the first pod the node leaves the network, kubelet and all."])
            }
        }
    }
}
