public import ExactJSON

extension CNIResult {
    /// The result in the shape of a version (section 5 of that version). What the version can't express is left out:
    /// mtu, socketPath, pciID and route attributes below 1.1.0; interfaces and all but the first address of each family below 0.3.0.
    public func encoded(as version: CNIVersion) -> JSONValue {
        var object = JSONObject()
        object["cniVersion"] = .string(version.description)
        if version.isLegacy {
            object["ip4"] = legacy(.v4)
            object["ip6"] = legacy(.v6)
        } else {
            if !interfaces.isEmpty { object["interfaces"] = .array(interfaces.map { $0.encoded(as: version) }) }
            if !ips.isEmpty { object["ips"] = .array(ips.map { $0.encoded(as: version) }) }
            if !routes.isEmpty { object["routes"] = .array(routes.map { $0.encoded(as: version) }) }
        }
        if version < CNIVersion(1, 0, 0) || !dns.isEmpty { object["dns"] = dns.encoded }
        object.append(additional.members.filter { !Self.members(of: version).contains($0.key) })
        return .object(object)
    }

    /// What a version's results are made of. A member of that name that came with another version means something else.
    private static func members(of version: CNIVersion) -> [String] {
        if version.isLegacy { return ["cniVersion", "ip4", "ip6", "dns"] }
        return ["cniVersion", "interfaces", "ips", "routes", "dns"] + (version == CNIVersion(0, 3, 0) ? ["ip"] : [])
    }

    private func legacy(_ family: IPAddress.Family) -> JSONValue? {
        guard let address = ips.first(where: { $0.network.address.family == family }) else { return nil }
        var object = JSONObject()
        object["ip"] = .string(address.network.description)
        if let gateway = address.gateway { object["gateway"] = .string(gateway.description) }
        let routes = routes.filter { $0.destination.address.family == family }
        if !routes.isEmpty { object["routes"] = .array(routes.map { $0.encoded(as: .unstated) }) }
        return .object(object)
    }
}

extension CNIResult.Interface {
    fileprivate func encoded(as version: CNIVersion) -> JSONValue {
        var object = JSONObject()
        object["name"] = .string(name)
        object["mac"] = mac.map { .string($0) }
        if version >= CNIVersion(1, 1, 0) {
            if let mtu, mtu != 0 { object["mtu"] = .integer(mtu) }
            object["socketPath"] = socketPath.map { .string($0) }
            object["pciID"] = pciID.map { .string($0) }
        }
        object["sandbox"] = sandbox.map { .string($0) }
        object.append(additional.members)
        return .object(object)
    }
}

extension CNIResult.Address {
    fileprivate func encoded(as version: CNIVersion) -> JSONValue {
        var object = JSONObject()
        if version < CNIVersion(1, 0, 0) { object["version"] = network.address.family == .v4 ? "4" : "6" }
        object["interface"] = interface.map { .integer($0) }
        object["address"] = .string(network.description)
        object["gateway"] = gateway.map { .string($0.description) }
        object.append(additional.members)
        return .object(object)
    }
}

extension CNIResult.Route {
    fileprivate func encoded(as version: CNIVersion) -> JSONValue {
        var object = JSONObject()
        object["dst"] = .string(destination.description)
        object["gw"] = gateway.map { .string($0.description) }
        if version >= CNIVersion(1, 1, 0) {
            for member in attributes.members { object[member.key] = member.value }
        }
        object.append(additional.members)
        return .object(object)
    }
}

extension CNIResult.DNS {
    /// The object with what is set; `{}` if nothing is.
    public var encoded: JSONValue {
        var object = JSONObject()
        if !nameservers.isEmpty { object["nameservers"] = .array(nameservers.map { .string($0) }) }
        object["domain"] = domain.map { .string($0) }
        if !search.isEmpty { object["search"] = .array(search.map { .string($0) }) }
        if !options.isEmpty { object["options"] = .array(options.map { .string($0) }) }
        return .object(object)
    }
}
