public import ExactJSON

extension CNIResult {
    /// Reads an answer of any version. `null` and `{}` are a result without anything in it.
    ///
    /// - Parameter version: what an answer that names no version is read as: the configuration's.
    public init(_ value: JSONValue, assuming version: CNIVersion) throws(ResultError) {
        if value.isNull { return }
        guard let object = value.object else { throw .notAnObject(found: value.kindName) }
        if let stated = object["cniVersion"], !stated.isNull, stated.string != "" {
            guard let text = stated.string else {
                throw .invalid(key: "cniVersion", found: stated.kindName, expected: "a string")
            }
            guard let known = CNIVersion(text), known.isSupported else { throw .unknownVersion(text) }
            statedVersion = known
        }
        let spoken = statedVersion ?? version
        let legacy = spoken.isLegacy
        var unknown: [JSONObject.Member] = []
        for member in object.lastMembers {
            let reader = ResultReader(key: member.key, value: member.value)
            switch member.key {
            case "cniVersion": break
            case "dns": dns = try reader.dns()
            case "ip4" where legacy, "ip6" where legacy: try appendLegacy(reader)
            case "interfaces" where !legacy:
                interfaces = try reader.list { reader throws(ResultError) in try reader.interface() }
            // 0.3.0's text calls the list "ip", its examples and every plugin "ips".
            case "ips" where !legacy, "ip" where spoken == CNIVersion(0, 3, 0):
                ips = try reader.list { reader throws(ResultError) in try reader.address() }
            case "routes" where !legacy: routes = try reader.routes()
            default: unknown.append(member)
            }
        }
        additional = JSONObject(unknown)
        if legacy {
            ips.sort { $0.network.address.family == .v4 && $1.network.address.family == .v6 }
            routes.sort { $0.destination.address.family == .v4 && $1.destination.address.family == .v6 }
        }
    }

    /// `ip4` and `ip6` of 0.1.0 and 0.2.0: one address each, with its routes.
    private mutating func appendLegacy(_ reader: ResultReader) throws(ResultError) {
        if reader.value.isNull { return }
        let object = try reader.object()
        let network = try reader.member("ip", of: object).network()
        let gateway = try reader.optionalMember("gateway", of: object)?.ipAddress()
        ips.append(Address(network: network, gateway: gateway))
        if let list = reader.optional("routes", of: object) { routes += try list.routes() }
    }
}

/// One member of an answer with the key by which an error names it.
private struct ResultReader {
    let key: String
    let value: JSONValue

    func wrong(_ expected: String) -> ResultError {
        let shown = value.string.map { "\"\(String($0.prefix(80)).escapingControlCharacters)\"" } ?? value.kindName
        return .invalid(key: key, found: shown, expected: expected)
    }

    func object() throws(ResultError) -> JSONObject {
        guard let object = value.object else { throw wrong("an object") }
        return object
    }

    func optional(_ name: String, of object: JSONObject) -> ResultReader? {
        guard let value = object[name], !value.isNull else { return nil }
        return ResultReader(key: key + "." + name, value: value)
    }

    /// As `optional`, and an empty string counts as absent: old plugins print them.
    func optionalMember(_ name: String, of object: JSONObject) -> ResultReader? {
        guard let reader = optional(name, of: object), reader.value.string != "" else { return nil }
        return reader
    }

    func member(_ name: String, of object: JSONObject) throws(ResultError) -> ResultReader {
        guard let reader = optional(name, of: object) else {
            throw .invalid(key: key + "." + name, found: "missing", expected: "a value")
        }
        return reader
    }

    /// The members of an object that aren't null, each with its reader; of a repeated one the last.
    func members() throws(ResultError) -> [(JSONObject.Member, ResultReader)] {
        try object().lastMembers.filter { !$0.value.isNull }.map { member in
            (member, ResultReader(key: key + "." + member.key, value: member.value))
        }
    }

    func list<Element>(
        _ each: (ResultReader) throws(ResultError) -> Element
    ) throws(ResultError) -> [Element] {
        if value.isNull { return [] }
        guard let values = value.array else { throw wrong("a list") }
        if values.count > Limits.resultElements {
            throw .invalid(
                key: key, found: "a list of \(values.count)", expected: "at most \(Limits.resultElements) elements")
        }
        var elements: [Element] = []
        for (index, value) in values.enumerated() {
            elements.append(try each(ResultReader(key: "\(key)[\(index)]", value: value)))
        }
        return elements
    }

    func text() throws(ResultError) -> String {
        guard let text = value.string else { throw wrong("a string") }
        return text
    }

    func integer() throws(ResultError) -> Int {
        guard let integer = value.integer else { throw wrong("an integer") }
        return integer
    }

    func network() throws(ResultError) -> IPNetwork {
        guard let network = IPNetwork(try text()) else {
            throw wrong("an address with a prefix length such as 10.9.0.7/24")
        }
        return network
    }

    func ipAddress() throws(ResultError) -> IPAddress {
        guard let address = IPAddress(try text()) else { throw wrong("an IP address") }
        return address
    }

    func interface() throws(ResultError) -> CNIResult.Interface {
        let name = try member("name", of: object())
        var interface = CNIResult.Interface(name: try name.text())
        for (member, reader) in try members() {
            switch member.key {
            case "name": break
            case "mac": interface.mac = try reader.nonEmptyText()
            case "mtu": interface.mtu = try reader.integer()
            case "sandbox": interface.sandbox = try reader.nonEmptyText()
            case "socketPath": interface.socketPath = try reader.nonEmptyText()
            case "pciID": interface.pciID = try reader.nonEmptyText()
            default: interface.additional.append([member])
            }
        }
        guard interface.hasUsableName else { throw name.wrong(Self.interfaceName) }
        return interface
    }

    private static let interfaceName =
        "an interface's name: 1 to \(Limits.longestInterface) bytes without \"/\", \":\", white space and control characters"

    /// Nil for an empty string.
    private func gateway() throws(ResultError) -> IPAddress? { value.string == "" ? nil : try ipAddress() }

    private func nonEmptyText() throws(ResultError) -> String? {
        let text = try text()
        return text.isEmpty ? nil : text
    }

    func address() throws(ResultError) -> CNIResult.Address {
        var address = CNIResult.Address(network: try member("address", of: object()).network())
        for (member, reader) in try members() {
            switch member.key {
            case "address", "version": break
            case "gateway": address.gateway = try reader.gateway()
            case "interface": address.interface = try reader.integer()
            default: address.additional.append([member])
            }
        }
        return address
    }

    func routes() throws(ResultError) -> [CNIResult.Route] {
        try list { reader throws(ResultError) in try reader.route() }
    }

    private func route() throws(ResultError) -> CNIResult.Route {
        var route = CNIResult.Route(destination: try member("dst", of: object()).network())
        for (member, reader) in try members() {
            switch member.key {
            case "dst": break
            case "gw": route.gateway = try reader.gateway()
            case "mtu", "advmss", "priority", "table", "scope":
                _ = try reader.integer()
                route.attributes[member.key] = member.value
            default: route.additional.append([member])
            }
        }
        return route
    }

    func dns() throws(ResultError) -> CNIResult.DNS {
        var dns = CNIResult.DNS()
        if value.isNull { return dns }
        let object = try object()
        let texts = { (reader: ResultReader) throws(ResultError) in try reader.text() }
        dns.nameservers = try optional("nameservers", of: object)?.list(texts) ?? []
        dns.domain = try optionalMember("domain", of: object)?.text()
        dns.search = try optional("search", of: object)?.list(texts) ?? []
        dns.options = try optional("options", of: object)?.list(texts) ?? []
        return dns
    }
}
