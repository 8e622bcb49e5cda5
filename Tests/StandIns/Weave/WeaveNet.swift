import ExactJSON

/// Weave's plugin: a port of the router's bridge. Its answer has no version, no interface and no route.
struct WeaveNet: StandIn {
    static let type = "weave-net"
    static let versions = WeaveIPAM.versions
    static let versionAnswer = WeaveIPAM.versionAnswer
    static let manners = Manners.old

    private let call: StandInCall
    private let faults: Faults
    private let sandbox: Sandbox

    init(_ call: StandInCall, _ faults: Faults) {
        self.call = call
        self.faults = faults
        sandbox = Sandbox(netns: call.netns)
    }

    func answer() throws(Refusal) -> String { call.command == "DEL" ? try delete() : try add() }

    private var bridge: String { call.configuration["bridge"]?.string ?? "weave" }
    private var manager: String { call.configuration["ipam"]?["type"]?.string ?? "" }
    private var ipam: JSONValue? { call.configuration["ipam"] }

    private func add() throws(Refusal) -> String {
        for key in ["ipMasq", "isGateway"] where call.configuration[key]?.boolean == true {
            throw Refusal(100, "\(key) is not supported")
        }
        let address = try address()
        var gateway = ipam?["gateway"]?.string
        let routes = ipam?["routes"]?.array ?? []
        guard Host.hasLink(bridge) else {
            throw Refusal(
                100,
                gateway == nil
                    ? "Failed to get netdev for \"\(bridge)\" bridge: Link not found"
                    : "bridge \"\(bridge)\" not present; did you launch weave?")
        }
        if gateway == nil, routes.isEmpty {
            let exposed = try WeaveIPAM.allocate("weave:expose")
            Host.ip("address add \(exposed) dev \(bridge)")
            gateway = String(exposed.prefix { $0 != "/" })
        }
        try connect(address)
        if routes.isEmpty, let gateway {
            // One that is there already is left.
            sandbox.ip("route add default via \(gateway) dev \(call.interface)")
        }
        for route in routes {
            guard let destination = route["dst"]?.string else { continue }
            let via = (route["gw"]?.string ?? gateway).map { "via \($0) " } ?? ""
            sandbox.ip("route add \(destination) \(via)dev \(call.interface)")
        }
        return answer(address, gateway)
    }

    private func address() throws(Refusal) -> String {
        if manager.isEmpty { return try WeaveIPAM.allocate(call.containerID) }
        let answer = try InnerCall.run(manager, "ADD", call, call.configuration)
        let text = answer["ips"]?.array?.first?["address"]?.string ?? answer["ip4"]?["ip"]?.string
        guard let text else { throw Refusal(100, "unable to allocate IP address: no address in the answer") }
        return text
    }

    private func connect(_ address: String) throws(Refusal) {
        let number = call.containerID.prefix(7)
        let outside = "vethwepl\(number)"
        // An interface of that name is taken for the one of an earlier try.
        if !sandbox.hasLink(call.interface) {
            let mtu = call.configuration["mtu"]?.integer ?? WeaveRouter.mtu
            let made = Host.ip("link add \(outside) mtu \(mtu) type veth peer name vethwepg\(number) mtu \(mtu)")
            guard made.succeeded else {
                throw Refusal(100, "could not create veth pair \(outside)-vethwepg\(number): file exists")
            }
            Host.ip("link set dev \(outside) master \(bridge) up")
            if call.configuration["hairpinMode"]?.boolean ?? true {
                Command.run(["bridge", "link", "set", "dev", outside, "hairpin", "on"])
            }
            Host.ip("link set dev vethwepg\(number) netns \(call.netns)")
            sandbox.ip("link set dev vethwepg\(number) name \(call.interface)")
            faults.linkIsMade()
        }
        sandbox.ip("link set dev \(call.interface) up")
        sandbox.ip("address add \(address) dev \(call.interface)")
    }

    private func answer(_ address: String, _ gateway: String?) -> String {
        var ip = JSONObject()
        let isOld = call.version != "0.3.0"
        if !isOld { ip["version"] = "4" }
        ip[isOld ? "ip" : "address"] = .string(address)
        ip["gateway"] = gateway.map { .string($0) }
        var result = JSONObject()
        result[isOld ? "ip4" : "ips"] = isOld ? .object(ip) : .array([.object(ip)])
        result["dns"] = call.configuration["dns"] ?? .object(JSONObject())
        return JSONValue.object(result).text + "\n"
    }

    private func delete() throws(Refusal) -> String {
        if sandbox.isThere { sandbox.ip("link delete dev \(call.interface)") }
        if manager.isEmpty {
            try WeaveIPAM.release(call.containerID)
        } else {
            _ = try InnerCall.run(manager, "DEL", call, call.configuration)
        }
        return ""
    }
}
