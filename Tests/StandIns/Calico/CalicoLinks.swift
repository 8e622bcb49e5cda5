import ExactJSON

/// The veth pair of a Calico attachment, with its addresses, routes and settings.
struct CalicoLinks {
    private let call: StandInCall
    private let sandbox: Sandbox
    private let host: String

    init(_ call: StandInCall, _ sandbox: Sandbox, _ host: String) {
        self.call = call
        self.sandbox = sandbox
        self.host = host
    }

    func make(
        _ leased: CalicoAddresses.Leased, mtu: Int, _ settings: CalicoSettings, _ faults: Faults
    ) throws(Refusal) {
        // The pod's earlier interface goes with it.
        if Host.hasLink(host) { Host.ip("link delete dev \(host)") }
        let inside = call.interface
        let size = mtu > 0 ? "mtu \(mtu) " : ""
        let made = Host.ip("link add \(host) \(size)type veth peer name \(inside) \(size)netns \(call.netns)")
        guard made.succeeded else {
            throw Refusal(999, "error adding host side routes for interface: \(inside), error: \(made.errors)")
        }
        faults.linkIsMade()
        Host.ip("link set dev \(host) address ee:ee:ee:ee:ee:ee up")
        Host.set("ipv4/conf/\(host)/proxy_arp", "1")
        Host.set("ipv4/conf/\(host)/forwarding", "1")
        sandbox.ip("link set dev \(inside) up")
        for address in leased.addresses {
            let family = address.contains(":") ? "-6" : "-4"
            sandbox.ip("\(family) address add \(address) dev \(inside)")
            Host.ip("\(family) route add \(address) dev \(host) scope link")
        }
        for family in [4, 6] where leased.addresses.contains(where: { $0.contains(":") == (family == 6) }) {
            try routes(family, leased)
        }
        if call.configuration["container_settings"]?["allow_ip_forwarding"]?.boolean == true {
            Command.run(["nsenter", "--net=\(call.netns)", "sysctl", "-qw", "net.ipv4.ip_forward=1"])
        }
    }

    private func routes(_ family: Int, _ leased: CalicoAddresses.Leased) throws(Refusal) {
        let gateway: String
        if family == 4 {
            gateway = "169.254.1.1"
            try add("-4 route add \(gateway)/32 dev \(call.interface) scope link", "\(gateway)/32")
        } else {
            Host.set("ipv6/conf/\(host)/forwarding", "1")
            Host.ip("-6 address add fe80::ecee:eeff:feee:eeee/64 dev \(host) nodad")
            gateway = "fe80::ecee:eeff:feee:eeee"
            Host.set("ipv6/conf/\(host)/proxy_ndp", "1")
            sandbox.ip("-6 neigh add \(gateway) lladdr ee:ee:ee:ee:ee:ee dev \(call.interface) nud permanent")
        }
        var destinations = leased.routes.compactMap { $0["dst"]?.string }.filter { $0.contains(":") == (family == 6) }
        // Its own address as a route is the answer's only.
        destinations.removeAll { leased.addresses.contains($0) }
        let everywhere = family == 4 ? "0.0.0.0/0" : "::/0"
        if leased.wantsDefault, !destinations.contains(everywhere) { destinations.append(everywhere) }
        for destination in destinations {
            try add(
                "-\(family) route add \(destination) via \(gateway) dev \(call.interface)",
                "\(destination) via \(gateway)")
        }
    }

    private func add(_ words: String, _ what: String) throws(Refusal) {
        let outcome = sandbox.ip(words)
        guard !outcome.succeeded else { return }
        let reason = outcome.errors.contains("File exists") ? "file exists" : outcome.errors
        throw Refusal(999, "failed to add route for \(what): \(reason)")
    }
}
