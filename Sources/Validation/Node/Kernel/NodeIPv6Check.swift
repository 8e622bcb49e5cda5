import CNI
import Findings

/// IPv6 addresses on a node whose kernel has none.
struct NodeIPv6Check: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let kernel = node.facts.kernel, !kernel.hasIPv6 else { return }
        for configuration in node.configurations {
            let networks = configuration.addresses.networks
            guard let first = networks.first(where: { $0.value.network.address.family == .v6 }) else { continue }
            sink.report(
                .noIPv6, at: first.spot,
                "\(configuration.title) gives IPv6 addresses, and the kernel of \(node.facts.name) has no IPv6",
                label: "not on this node",
                notes: [
                    "No interface takes such an address there: \"permission denied\" or \"operation not supported\". It was switched off at boot (ipv6.disable=1) or left out."
                ])
        }
    }
}
