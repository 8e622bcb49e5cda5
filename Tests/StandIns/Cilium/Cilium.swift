import ExactJSON
import Glibc

/// Cilium's plugin, first in a list or, in a chaining mode, behind the plugin that made the interface.
struct Cilium: StandIn {
    static let type = "cilium-cni"
    static let versions = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]
    static let queue = "/var/run/cilium/deleteQueue"
    private static let modes = ["generic-veth", "flannel", "aws-cni", "azure"]

    private let call: StandInCall
    private let faults: Faults
    private let sandbox: Sandbox

    init(_ call: StandInCall, _ faults: Faults) {
        self.call = call
        self.faults = faults
        sandbox = Sandbox(netns: call.netns)
    }

    func answer() throws(Refusal) -> String {
        switch call.command {
        case "ADD": try add()
        case "DEL": try delete()
        case "CHECK": try check()
        case "STATUS": try status()
        default: ""
        }
    }

    /// By the key, else by the network's name. Nil for none.
    private func mode() throws(Refusal) -> String? {
        if let mode = call.configuration["chaining-mode"]?.string, !mode.isEmpty, mode != "none" {
            guard Self.modes.contains(mode) else { throw Refusal(999, "invalid chaining-mode \(mode)") }
            return mode
        }
        return Self.modes.contains(call.network) ? call.network : nil
    }

    private func ask(_ method: String, _ path: String) throws(Refusal) -> SmallHTTP.Response {
        try SmallHTTP.ask(method, "/v1/\(path)", .unix(CiliumAgent.socket))
    }

    private func requireAgent(_ code: Int = 999, _ message: String = "unable to connect to Cilium agent")
        throws(Refusal)
    {
        do throws(Refusal) { _ = try ask("GET", "config") } catch {
            throw Refusal(
                code,
                "\(message): failed to create cilium agent client after 30.000000 seconds timeout: Get \"http://localhost/v1/config\": \(error.message)"
            )
        }
    }

    private var endpoint: String { "\(call.containerID):\(call.interface)" }

    private func add() throws(Refusal) -> String {
        // Without a prevResult the mode isn't looked at.
        if let previous = call.previous {
            if try mode() != nil { return try addChained(previous) }
            throw Refusal(
                999,
                "CNI PrevResult supplied, but not in chaining mode -- this is invalid, please set chaining-mode in CNI configuration"
            )
        }
        try requireAgent()
        if sandbox.hasLink(call.interface) { sandbox.ip("link delete dev \(call.interface)") }
        let addresses = try ask("POST", "ipam/\(endpoint)").body.split(separator: " ").map(String.init)
        guard addresses.count == 2 else {
            throw Refusal(999, "unable to allocate IP via local cilium agent: range is full")
        }
        do throws(Refusal) { try connect(addresses) } catch {
            _ = try? ask("DELETE", "ipam/\(endpoint)")
            Host.ip("link delete dev \(outside)")
            throw error
        }
        guard (try? ask("PUT", "endpoint/\(endpoint)").status) == 201 else {
            throw Refusal(999, "unable to create endpoint")
        }
        return answer(addresses)
    }

    private var outside: String { "lxc" + Host.hash("sha256sum", endpoint, digits: 12) }

    private func connect(_ addresses: [String]) throws(Refusal) {
        let made = Host.ip("link add \(outside) type veth peer name \(call.interface) netns \(call.netns)")
        guard made.succeeded else {
            throw Refusal(999, "unable to set up link on host side: unable to create veth pair: \(made.errors)")
        }
        faults.linkIsMade()
        Host.ip("link set dev \(outside) up")
        sandbox.ip("link property add dev \(call.interface) altname cilium_cni:\(call.interface)")
        sandbox.ip("link set dev \(call.interface) up")
        for (address, gateway) in zip(addresses, CiliumAgent.gateways.reversed()) {
            let isV6 = address.contains(":")
            let (family, bits) = isV6 ? (6, 128) : (4, 32)
            sandbox.ip("-\(family) address add \(address)/\(bits) dev \(call.interface)")
            sandbox.ip("-\(family) route add \(gateway)/\(bits) dev \(call.interface)")
            // One that is there already is left.
            sandbox.ip("-\(family) route add default via \(gateway) dev \(call.interface)")
            Host.ip("-\(family) route add \(address)/\(bits) dev \(outside)")
        }
    }

    private func answer(_ addresses: [String]) -> String {
        var result = JSONObject()
        result["cniVersion"] = .string(call.version)
        let outsideMAC = Sandbox(netns: "/proc/self/ns/net").hardwareAddress(outside)
        result["interfaces"] = [
            ["name": .string(outside), "mac": .string(outsideMAC)],
            [
                "name": .string(call.interface), "mac": .string(sandbox.hardwareAddress(call.interface)),
                "sandbox": .string(call.netns),
            ],
        ]
        let isOld = call.version.hasPrefix("0.")
        var (ips, routes): ([JSONValue], [JSONValue]) = ([], [])
        for (address, gateway) in zip(addresses, CiliumAgent.gateways.reversed()) {
            let isV6 = address.contains(":")
            var ip = JSONObject()
            if isOld { ip["version"] = isV6 ? "6" : "4" }
            ip["interface"] = 1
            ip["address"] = .string("\(address)/\(isV6 ? 128 : 32)")
            ip["gateway"] = .string(gateway)
            ips.append(.object(ip))
            routes.append(["dst": .string("\(gateway)/\(isV6 ? 128 : 32)")])
            routes.append(["dst": .string(isV6 ? "::/0" : "0.0.0.0/0"), "gw": .string(gateway)])
        }
        result["ips"] = .array(ips)
        result["routes"] = .array(routes)
        result["dns"] = .object(JSONObject())
        return JSONValue.object(result).text + "\n"
    }

    /// The first veth of the sandbox, whatever CNI_IFNAME says.
    private func addChained(_ previous: JSONObject) throws(Refusal) -> String {
        try requireAgent()
        let links = sandbox.json("-d link show").filter { $0["linkinfo"]?["info_kind"]?.string == "veth" }
        guard let name = links.first?["ifname"]?.string else { throw Refusal(999, "no link found inside container") }
        guard (try? ask("PUT", "endpoint/\(call.containerID):\(name)").status) == 201 else {
            throw Refusal(999, "unable to create endpoint")
        }
        return JSONValue.object(previous).text + "\n"
    }

    private func delete() throws(Refusal) -> String {
        let chained = try mode() != nil
        do throws(Refusal) {
            if chained {
                _ = try ask("DELETE", "endpoint/\(endpoint)")
            } else {
                // All of the container's.
                _ = try ask("DELETE", "endpoint/\(call.containerID)")
            }
        } catch {
            try queue()
        }
        if !chained, sandbox.isThere { sandbox.ip("link delete dev \(call.interface)") }
        return ""
    }

    private func queue() throws(Refusal) {
        guard StateFile.names(Self.queue).count <= 256 else { throw Refusal(999, "deletion queue is full") }
        let name = Host.hash("sha256sum", endpoint, digits: 64)
        StateFile.write(call.containerID, to: "\(Self.queue)/\(name).delete")
    }

    private func check() throws(Refusal) -> String {
        try requireAgent(11, "DaemonDown")
        switch (try? ask("GET", "endpoint/\(endpoint)").status) ?? 0 {
        case 200: break
        case 404: throw Refusal(100, "HealthzFailed: endpoint \(endpoint) not found")
        default: throw Refusal(101, "Unhealthy: container is unhealthy in agent")
        }
        let present = sandbox.addresses(call.interface)
        let index = (call.previous?["interfaces"]?.array ?? []).firstIndex { $0["name"]?.string == call.interface }
        for ip in call.previous?["ips"]?.array ?? [] where ip["interface"]?.integer == index {
            guard let address = ip["address"]?.string, !present.contains(address) else { continue }
            throw Refusal(999, "expected ip \(address) not found on interface \(call.interface)")
        }
        return ""
    }

    private func status() throws(Refusal) -> String {
        try requireAgent(50, "DaemonDown")
        guard (try? ask("GET", "healthz").status) == 200 else { throw Refusal(50, "DaemonUnhealthy: Cilium is not ok") }
        return ""
    }
}
