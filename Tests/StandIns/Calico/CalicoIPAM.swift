import CNI
import ExactJSON
import Glibc

/// Calico's plugin for addresses: one handle for each network and container id, whatever the interface.
struct CalicoIPAM: StandIn {
    static let type = "calico-ipam"
    static let versions = Calico.versions

    private let call: StandInCall

    init(_ call: StandInCall, _ faults: Faults) { self.call = call }

    func answer() throws(Refusal) -> String {
        let settings = CalicoSettings(call)
        switch call.command {
        case "ADD", "DEL":
            try settings.requireNodeName()
            try settings.requireClient()
            try CalicoDatastore.requireReady()
            return call.command == "ADD" ? try add() : delete()
        case "CHECK": return "OK\n"
        default: return ""
        }
    }

    private var handle: String { "\(call.network).\(call.containerID)" }
    private var folder: String { StateFile.path("calico-ipam") }

    private func isAssigned(_ key: String, _ usual: String) throws(Refusal) -> Bool {
        guard let value = call.configuration["ipam"]?[key] else { return usual == "true" }
        guard let text = value.string else {
            throw Refusal(999, "json: cannot unmarshal bool into Go struct field .ipam.\(key) of type string")
        }
        return text == "true"
    }

    private func add() throws(Refusal) -> String {
        let lock = unsafe open(StateFile.path("calico-ipam.lock"), O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        if lock >= 0 { flock(lock, LOCK_EX) }
        defer { if lock >= 0 { close(lock) } }
        var addresses: [String] = []
        if try isAssigned("assign_ipv4", "true") { addresses.append(try lease("ipv4_pools", "192.168.0.0/16")) }
        if try isAssigned("assign_ipv6", "false") { addresses.append(try lease("ipv6_pools", "fd00:10:244::/64")) }
        let isOld = call.version.hasPrefix("0.")
        let ips = addresses.map { address -> JSONValue in
            var object = JSONObject()
            if isOld { object["version"] = .string(address.contains(":") ? "6" : "4") }
            object["address"] = .string(address)
            return .object(object)
        }
        var result = JSONObject()
        result["cniVersion"] = .string(call.version)
        if call.version == "0.1.0" || call.version == "0.2.0" {
            if let first = addresses.first { result["ip4"] = ["ip": .string(first)] }
        } else {
            result["ips"] = .array(ips)
            result["routes"] = .array(addresses.map { ["dst": .string($0)] })
        }
        return JSONValue.object(result).text + "\n"
    }

    private func lease(_ key: String, _ usual: String) throws(Refusal) -> String {
        let pool = call.configuration["ipam"]?[key]?.array?.first?.string ?? usual
        guard let network = IPNetwork(pool) else { throw Refusal(999, "invalid pool \(pool)") }
        let bits = network.address.family.bits
        let wanted = call.argument("IP").flatMap { IPAddress($0) }.flatMap {
            $0.family == network.address.family ? $0 : nil
        }
        let count = min(1 << min(bits - network.prefixLength, 16), 65536)
        for number in 1...count {
            guard let address = wanted ?? network.address(number) else { break }
            if StateFile.create("\(folder)/\(address)", handle) { return "\(address)/\(bits)" }
            if wanted != nil { throw Refusal(999, "address \(address) is already assigned") }
        }
        throw Refusal(
            999,
            "failed to request addresses: assigned 0 out of 1 requested addresses; No more free affine blocks and strict affinity enabled"
        )
    }

    private func delete() -> String {
        for name in StateFile.names(folder) where StateFile.text("\(folder)/\(name)") == handle {
            StateFile.remove("\(folder)/\(name)")
        }
        return ""
    }
}

extension IPNetwork {
    /// The network's address of that number.
    func address(_ number: Int) -> IPAddress? {
        var bytes = address.bytes
        var carry = number
        for index in bytes.indices.reversed() where carry > 0 {
            let sum = Int(bytes[index]) + carry & 0xff
            carry = (carry >> 8) + (sum >> 8)
            bytes[index] = UInt8(sum & 0xff)
        }
        return IPAddress(bytes: bytes)
    }
}
