import ExactJSON
import Findings

/// A cluster network of bridges whose traffic kube-proxy's rules don't see.
struct BridgeFilterCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard node.facts.kernel?.filtersBridges == false else { return }
        for configuration in node.ofRuntime {
            guard let plugin = configuration.plugins.first, ["bridge", "flannel"].contains(plugin.type),
                let type = plugin.cursor["type"]
            else { continue }
            if plugin.type == "flannel", let delegate = plugin.value(at: "delegate/type"),
                delegate.value.string != "bridge"
            {
                continue
            }
            sink.report(
                .bridgesUnfiltered, at: type.spot,
                "iptables of \(node.facts.name) doesn't see what goes over bridges, on which \(configuration.title) has its pods",
                label: "pods are on one bridge",
                notes: [
                    "A pod that calls a service of which the chosen pod is on the same node gets its answer past kube-proxy's rules, and drops it.",
                    "sudo modprobe br_netfilter && sudo sysctl -w net.bridge.bridge-nf-call-iptables=1, and the same at boot.",
                ])
        }
    }
}
