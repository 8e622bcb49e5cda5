import CNI
import ExactJSON
import MultiNetwork
import TartanCore

extension PodPicture {
    /// What an ADD would attach. Routes are those that configurations and annotations name: what a plugin adds by itself
    /// nobody knows beforehand.
    init(_ pod: String, planned attachments: [Attachment]) {
        self.init(pod: pod, state: .planned)
        for attachment in attachments {
            let sketch = NetworkSketch(attachment.plugins.map { ($0.type, $0.configuration) })
            let network = place(of: sketch.network(attachment.network, isCluster: attachment.isDefault))
            for master in sketch.masters { put(network: network, on: master) }
            var interface = Interface(name: attachment.interface.text, network: network)
            interface.addresses = (attachment.selection?.ips ?? []) + sketch.fixedAddresses
            if interface.addresses.isEmpty { interface.addressesBy = sketch.addressesBy }
            interface.mac = attachment.selection?.mac
            interface.mtu = attachment.plugins.first?.configuration["mtu"]?.integer.flatMap { $0 > 0 ? $0 : nil }
            interface.routes = Self.routes(of: attachment, sketch, attachments)
            interfaces.append(interface)
        }
    }

    private static func routes(
        of attachment: Attachment, _ sketch: NetworkSketch, _ attachments: [Attachment]
    ) -> [Route] {
        let taker = attachments.first { $0.defaultRoute != nil }
        guard let taker, let gateways = taker.defaultRoute else { return sketch.routes }
        let isTaker = taker.interface == attachment.interface
        if gateways.isEmpty {
            // In which families it has one can't be known, so all of the others' are left out.
            return isTaker ? sketch.routes : sketch.routes.filter { !$0.isDefault }
        }
        let families = Set(gateways.map(\.family))
        let kept = sketch.routes.filter { !$0.isDefault || !families.contains($0.destination.address.family) }
        return isTaker ? gateways.compactMap { .default($0) } + kept : kept
    }
}
