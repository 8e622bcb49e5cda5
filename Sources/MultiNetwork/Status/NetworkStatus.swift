public import CNI
public import ExactJSON

/// One entry of the network status: an interface that a pod has, or an attachment without one (section 5).
public struct NetworkStatus: Sendable, Equatable {
    /// `namespace/name` of the definition, or the name of the default network's configuration (section 5.3.1).
    public var name: String
    /// The interface in the sandbox (section 5.3.2).
    public var interface: String?
    /// The addresses without their prefixes, as consumers expect them (section 5.3.3).
    public var ips: [String] = []
    /// Only together with `interface` (section 5.3.4).
    public var mac: String?
    /// Not in the specification, but what consumers read.
    public var mtu: Int?
    /// True of exactly one entry of a pod (section 5.3.5).
    public var isDefault = false
    /// What the result says of name servers (section 5.3.6).
    public var dns = CNIResult.DNS()
    /// The next hops of the result's default routes; not in the specification, but what consumers read.
    public var gateway: [String] = []
    /// The gateways of the pod's default route, if the pod asked for it at this attachment; nil if it didn't (section 5.3.6.4).
    public var defaultRoute: [String]?
    /// An object of the device information specification (section 5.3.7).
    public var deviceInfo: JSONValue?

    /// An attachment without anything known of it (section 5.1.1).
    public init(name: String) {
        self.name = name
    }

    /// The entry as an object of the annotation's list (section 5.3). `default` and `dns` are always in it: the specification requires
    /// the one, and consumers have always seen the other. What is empty is left out, but for a `default-route` that was asked for.
    public func encoded() -> JSONValue {
        var members: [JSONObject.Member] = []
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append(JSONObject.Member(key: key, value: value)) }
        }
        func list(_ texts: [String]) -> JSONValue? {
            texts.isEmpty ? nil : .array(texts.map { .string($0) })
        }
        add("name", .string(name))
        add("interface", interface.map { .string($0) })
        add("ips", list(ips))
        if interface != nil { add("mac", mac.map { .string($0) }) }
        add("mtu", mtu.map { .integer($0) })
        add("default", .bool(isDefault))
        add("dns", dns.encoded)
        add("gateway", list(gateway))
        add("default-route", defaultRoute.map { .array($0.map { .string($0) }) })
        add("device-info", deviceInfo)
        return .object(JSONObject(members))
    }
}
