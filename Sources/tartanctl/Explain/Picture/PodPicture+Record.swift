import CNI
import ExactJSON
import TartanStore

extension PodPicture {
    /// What the pod has, by its records. An attachment without an answer is left out.
    init?(_ pod: String, _ records: [ListedRecord]) {
        guard let first = records.first else { return nil }
        self.init(
            pod: pod,
            state: .attached(sandbox: first.shortSandbox, since: Moment.text(first.record.opening.wallTime)))
        for record in records {
            for index in record.attached { draw(record.record.attachments[index], record.result(of: index)) }
        }
        if interfaces.isEmpty { return nil }
    }

    private mutating func draw(_ attachment: JournalAttachment, _ result: CNIResult?) {
        let sketch = NetworkSketch(
            attachment.plugins.map { plugin in
                let value = try? JSONParser.parse(plugin.configuration, limit: Limits.configuration)
                return (plugin.type, value?.object ?? JSONObject())
            })
        let network = place(of: sketch.network(attachment.network, isCluster: attachment.isDefault))
        for master in sketch.masters { put(network: network, on: master) }
        guard let result else {
            interfaces.append(Interface(name: attachment.interface, network: network))
            return
        }
        draw(result, attachment.interface, network)
    }

    private mutating func draw(_ result: CNIResult, _ name: String, _ network: Int) {
        let inside = result.interfaces.indices.filter { result.interfaces[$0].sandbox?.isEmpty == false }
        let own = inside.first { result.interfaces[$0].name == name } ?? inside.first
        for index in inside {
            let found = result.interfaces[index]
            var interface = Interface(name: found.name, network: network)
            interface.mac = found.mac
            interface.mtu = found.mtu.flatMap { $0 > 0 ? $0 : nil }
            interface.addresses = result.ips.filter { address in
                let place = address.interface.flatMap { result.interfaces.indices.contains($0) ? $0 : nil }
                return (place ?? own) == index
            }.map(\.network.description)
            if index == own { interface.routes = Self.routes(result) }
            interfaces.append(interface)
        }
        if inside.isEmpty { interfaces.append(Interface(name: name, network: network)) }
        // The pod's own end on the node says nothing; a bridge does.
        let outside = result.interfaces.filter { ($0.sandbox ?? "").isEmpty }
        for link in outside where !Self.isPeer(link.name) {
            put(network: network, on: Master(name: link.name, role: "on the node"))
        }
        let peers = outside.map(\.name).filter(Self.isPeer)
        for peer in peers { networks[network].details.append("on the node: \(peer)") }
    }

    private static func isPeer(_ name: String) -> Bool {
        ["veth", "cali", "lxc", "tap"].contains { name.hasPrefix($0) }
    }

    /// Those of the main table; a default route without a gateway of its own goes to the address's.
    private static func routes(_ result: CNIResult) -> [Route] {
        result.routes.filter { [nil, 0, 254].contains($0.attributes["table"]?.integer) }.map { route in
            guard route.gateway == nil, route.destination.isDefault else {
                return Route(destination: route.destination, gateway: route.gateway)
            }
            let family = route.destination.address.family
            let gateway = result.ips.first { $0.network.address.family == family && $0.gateway != nil }?.gateway
            return Route(destination: route.destination, gateway: gateway)
        }
    }
}
