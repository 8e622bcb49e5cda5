import CNI
import ExactJSON

// What an element can ask of its plugins.
extension SelectionField {
    /// `ips` (section 4.1.2.1.3).
    func addresses() throws(SelectionError) -> [String] {
        var addresses: [String] = []
        for field in try list(.addresses) {
            addresses.append(try field.string(.address) { IPAddress($0) != nil || IPNetwork($0) != nil })
        }
        if addresses.isEmpty { throw error(.notAllowed(.addresses)) }
        return addresses
    }

    /// `default-route` (section 4.1.2.1.9). An empty list is allowed.
    func gateways() throws(SelectionError) -> [IPAddress] {
        var gateways: [IPAddress] = []
        for field in try list(.gateways) {
            guard let address = IPAddress(try field.string(.gateway)), !address.isUnspecified else {
                throw field.error(.notAllowed(.gateway))
            }
            gateways.append(address)
        }
        return gateways
    }

    /// `portMappings` (section 4.1.2.1.7), with the protocol as plugins want it: there, and in lower case.
    func portMappings() throws(SelectionError) -> JSONValue {
        var mappings: [JSONValue] = []
        for field in try list(.portMappings) { mappings.append(.object(try field.portMapping())) }
        if mappings.isEmpty { throw error(.notAllowed(.portMappings)) }
        return .array(mappings)
    }

    private func portMapping() throws(SelectionError) -> JSONObject {
        var mapping = try object(.portMapping)
        mapping.removeAll { $0.value.isNull }
        for name in ["hostPort", "containerPort"] {
            guard let port = member(name) else {
                throw text.error(.missing(.port), element: element, key: "\(key).\(name)", at: value.offset ?? 0)
            }
            _ = try port.integer(.port, in: 1...65535)
        }
        let name = try member("protocol")?.string(.protocolName) { ["tcp", "udp", "sctp"].contains($0.lowercased()) }
        mapping["protocol"] = .string(name?.lowercased() ?? "tcp")
        _ = try member("hostIP")?.string(.hostAddress) { IPAddress($0) != nil }
        return mapping
    }

    /// `bandwidth` (section 4.1.2.1.8).
    func bandwidth() throws(SelectionError) -> JSONValue {
        var bandwidth = try object(.bandwidth)
        bandwidth.removeAll { $0.value.isNull }
        var rates = 0
        for direction in ["ingress", "egress"] {
            let rate = member(direction + "Rate")
            _ = try rate?.integer(.rate, in: 1...Int64.max)
            if rate != nil { rates += 1 }
            guard let burst = member(direction + "Burst") else { continue }
            _ = try burst.integer(.rate, in: 1...Int64.max)
            if rate == nil { throw burst.error(.burstWithoutRate(key: direction + "Rate")) }
        }
        if rates == 0 { throw error(.notAllowed(.bandwidth)) }
        return .object(bandwidth)
    }
}
