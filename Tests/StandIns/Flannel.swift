import CNI
import ExactJSON
import Glibc

/// Flannel's plugin: makes a configuration from flanneld's file, keeps it under the container id alone, and runs the real bridge,
/// or what else `delegate` names, with it.
struct Flannel: StandIn {
    static let type = "flannel"
    static let versions = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]
    static let requests: Set = ["mac", "ips", "portMappings"]

    private let call: StandInCall

    init(_ call: StandInCall, _ faults: Faults) { self.call = call }

    func answer() throws(Refusal) -> String {
        switch call.command {
        case "ADD": try add()
        case "DEL": try delete()
        // CHECK, STATUS and GC look at nothing.
        default: ""
        }
    }

    private var kept: String {
        "\(call.configuration["dataDir"]?.string ?? "/var/lib/cni/flannel")/\(call.containerID)"
    }

    private func add() throws(Refusal) -> String {
        let file = call.configuration["subnetFile"]?.string ?? "/run/flannel/subnet.env"
        let subnet: SubnetEnvironment
        do throws(Refusal) { subnet = try SubnetEnvironment(file) } catch {
            throw Refusal(
                999,
                "failed to load flannel 'subnet.env' file: \(error.message). Check the flannel pod log for this node.")
        }
        var delegate = call.configuration["delegate"]?.object ?? JSONObject()
        if let type = delegate["type"], type.string == nil {
            throw Refusal(999, "'delegate' dictionary, if present, must have (string) 'type' field")
        }
        for key in ["name", "ipam"] where delegate[key] != nil {
            throw Refusal(999, "'delegate' dictionary must not have '\(key)' field, it'll be set by flannel")
        }
        delegate["runtimeConfig"] = call.configuration["runtimeConfig"]
        delegate["name"] = .string(call.network)
        delegate["type"] = delegate["type"] ?? "bridge"
        delegate["ipMasq"] = delegate["ipMasq"] ?? .bool(!subnet.isMasqueraded)
        delegate["mtu"] = delegate["mtu"] ?? .integer(subnet.mtu)
        if delegate["type"]?.string == "bridge" { delegate["isGateway"] = delegate["isGateway"] ?? true }
        delegate["cniVersion"] = call.configuration["cniVersion"]
        var ipam = call.configuration["ipam"]?.object ?? JSONObject()
        ipam["type"] = ipam["type"] ?? "host-local"
        ipam["ranges"] = .array(subnet.subnets.map { .array([["subnet": .string($0)]]) })
        ipam["routes"] = .array(
            (ipam["routes"]?.array ?? []) + subnet.networks.map { ["dst": .string($0)] })
        delegate["ipam"] = .object(ipam)

        let text = JSONValue.object(delegate).text
        guard StateFile.write(text, to: kept) else {
            throw Refusal(999, "open \(kept): \(unsafe String(cString: strerror(errno)))")
        }
        let answer = try InnerCall.run(delegate["type"]?.string ?? "", "ADD", call, delegate)
        return answer.text + "\n"
    }

    private func delete() throws(Refusal) -> String {
        guard let text = StateFile.text(kept) else { return "" }
        guard let delegate = try? JSONParser.parse(text, limit: 4 << 20).object else {
            Output.error("failed to parse netconf")
            return ""
        }
        // Whatever comes of it: the next DEL finds nothing.
        defer { StateFile.remove(kept) }
        _ = try InnerCall.run(delegate["type"]?.string ?? "", "DEL", call, delegate)
        return ""
    }
}

/// What flanneld wrote.
private struct SubnetEnvironment {
    let networks: [String]
    let subnets: [String]
    let mtu: Int
    let isMasqueraded: Bool

    init(_ file: String) throws(Refusal) {
        guard let text = StateFile.text(file) else { throw Refusal(999, "open \(file): no such file or directory") }
        var values: [String: String] = [:]
        let known = [
            "FLANNEL_NETWORK", "FLANNEL_SUBNET", "FLANNEL_IPV6_NETWORK", "FLANNEL_IPV6_SUBNET", "FLANNEL_MTU",
            "FLANNEL_IPMASQ",
        ]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard known.contains(parts[0]) else { continue }
            guard parts.count == 2 else {
                Output.error("panic: runtime error: index out of range [1] with length 1\n\ngoroutine 1 [running]:")
                exit(2)
            }
            values[parts[0]] = parts[1]
        }
        var missing: [String] = []
        func networks(_ keys: String...) throws(Refusal) -> [String] {
            var found: [String] = []
            for key in keys {
                for part in (values[key] ?? "").split(separator: ",") {
                    guard let network = IPNetwork(String(part)) else {
                        throw Refusal(999, "invalid CIDR address: \(part)")
                    }
                    let text = network.masked
                    if !found.contains(text) { found.append(text) }
                }
            }
            if found.isEmpty { missing += keys }
            return found
        }
        self.networks = try networks("FLANNEL_NETWORK", "FLANNEL_IPV6_NETWORK")
        subnets = try networks("FLANNEL_SUBNET", "FLANNEL_IPV6_SUBNET")
        if values["FLANNEL_MTU"] == nil { missing.append("FLANNEL_MTU") }
        if values["FLANNEL_IPMASQ"] == nil { missing.append("FLANNEL_IPMASQ") }
        if !missing.isEmpty { throw Refusal(999, "\(file) is missing \(missing.joined(separator: ", "))") }
        guard let mtu = values["FLANNEL_MTU"].flatMap({ Int($0) }) else {
            throw Refusal(999, "strconv.ParseUint: parsing \"\(values["FLANNEL_MTU"] ?? "")\": invalid syntax")
        }
        self.mtu = mtu
        isMasqueraded = values["FLANNEL_IPMASQ"] == "true"
    }
}

extension IPNetwork {
    /// The network without host bits.
    var masked: String {
        var bytes = address.bytes
        for index in bytes.indices {
            let bits = max(0, min(8, prefixLength - index * 8))
            bytes[index] &= UInt8(truncatingIfNeeded: 0xff00 >> bits)
        }
        return "\(IPAddress(bytes: bytes).map(\.description) ?? "")/\(prefixLength)"
    }
}
