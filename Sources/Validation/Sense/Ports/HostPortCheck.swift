import CNI
import ExactJSON
import Findings
import MarkedYAML
import MultiNetwork

/// Ports of the node that a pod asks for: each once, and at addresses that its network can be reached by.
struct HostPortCheck: PodCheck, ScopeCheck {
    func check(_ pod: PodFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        let asked = pod.selections.flatMap { HostPort.all(of: $0) }
        if asked.isEmpty { return }
        var known = KnownPorts()
        for port in HostPort.ofContainers(pod) { known.add(port) }
        for port in asked {
            guard let other = known.clash(with: port) else {
                known.add(port)
                continue
            }
            sink.report(
                .hostPortTwice, at: port.spot,
                "\(pod.title) asks for the node's port \(port.number)/\(port.transport) twice",
                label: "the second time",
                notes: ["The first rule gets all packets, and this one none."],
                related: [(other.spot, other.origin)])
        }
    }

    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods {
            for use in pod.selections where use.selection.portMappings != nil {
                guard let families = networks[use]?.families(context), families.count == 1,
                    let family = families.first
                else { continue }
                for mapping in use.element?["portMappings"]?.elements ?? [] {
                    guard let cursor = mapping["hostIP"], let address = cursor.value.string.flatMap({ IPAddress($0) }),
                        address.family != family
                    else { continue }
                    sink.report(
                        .hostAddressOfOtherFamily, at: cursor.spot,
                        "the port is mapped at \(address), and network \(use.selection.reference) gives \(family.name) addresses alone",
                        label: "an \(family.name) address of the node, or none",
                        notes: ["portmap passes over the mapping without a word."])
                }
            }
        }
    }
}

/// Ports that are taken, by what makes two of them the same: any address is every address.
private struct KnownPorts {
    private var everywhere: [Port: HostPort] = [:]
    private var somewhere: [Port: HostPort] = [:]
    private var byAddress: [Place: HostPort] = [:]

    private struct Port: Hashable {
        let number: Int
        let transport: String
    }

    private struct Place: Hashable {
        let port: Port
        let address: IPAddress
    }

    func clash(with port: HostPort) -> HostPort? {
        let key = Port(number: port.number, transport: port.transport)
        if let other = everywhere[key] { return other }
        guard let address = port.address else { return somewhere[key] }
        return byAddress[Place(port: key, address: address)]
    }

    mutating func add(_ port: HostPort) {
        let key = Port(number: port.number, transport: port.transport)
        guard let address = port.address else {
            everywhere[key] = port
            return
        }
        if somewhere[key] == nil { somewhere[key] = port }
        byAddress[Place(port: key, address: address)] = port
    }
}

/// A port of the node that leads into a pod.
private struct HostPort {
    let number: Int
    let transport: String
    /// Nil if it is every address of the node.
    let address: IPAddress?
    let spot: Spot
    let origin: String

    static func all(of use: SelectionUse) -> [HostPort] {
        (use.element?["portMappings"]?.elements ?? []).compactMap { mapping in
            guard let port = mapping["hostPort"], let number = port.value.integer else { return nil }
            let address = mapping["hostIP"]?.value.string.flatMap { IPAddress($0) }
            return HostPort(
                number: number, transport: mapping["protocol"]?.value.string?.lowercased() ?? "tcp",
                address: address.flatMap { $0.isUnspecified ? nil : $0 }, spot: port.spot,
                origin: "the first, on \(use.selection.text)")
        }
    }

    /// Those that the containers have on the cluster network.
    static func ofContainers(_ pod: PodFacts) -> [HostPort] {
        (pod.template["spec"]?["containers"]?.sequence ?? []).flatMap { container in
            (container["ports"]?.sequence ?? []).compactMap { port in
                guard let node = port["hostPort"], let number = node.scalar.flatMap({ Int($0.text) }), number > 0 else {
                    return nil
                }
                let address = port["hostIP"]?.string.flatMap { IPAddress($0) }
                return HostPort(
                    number: number, transport: port["protocol"]?.string?.lowercased() ?? "tcp",
                    address: address.flatMap { $0.isUnspecified ? nil : $0 }, spot: pod.object.spot(node),
                    origin: "the first, of a container")
            }
        }
    }
}

extension IPAddress.Family {
    var name: String { self == .v4 ? "IPv4" : "IPv6" }
}
