public import ExactJSON

/// What a plugin answers to ADD (section 5, "Success"), in one shape for all versions of the specification.
///
/// Members that the specification doesn't know are kept and written again.
public struct CNIResult: Sendable, Equatable {
    /// The version that the answer named; nil if it named none.
    public var statedVersion: CNIVersion?
    public var interfaces: [Interface] = []
    public var ips: [Address] = []
    public var routes: [Route] = []
    public var dns = DNS()
    /// Top-level members that the specification doesn't know.
    public var additional = JSONObject()

    public init() {}

    /// A link that the plugin made or used, on the host or in the sandbox.
    public struct Interface: Sendable, Equatable {
        public var name: String
        public var mac: String?
        public var mtu: Int?
        /// Path of the sandbox; nil or empty on the host.
        public var sandbox: String?
        public var socketPath: String?
        public var pciID: String?
        public var additional = JSONObject()

        public init(name: String, mac: String? = nil, mtu: Int? = nil, sandbox: String? = nil) {
            self.name = name
            self.mac = mac
            self.mtu = mtu
            self.sandbox = sandbox
        }

        /// A link in a network namespace: `sandbox` is the namespace's path.
        public var isInSandbox: Bool { sandbox?.utf8.first == UInt8(ascii: "/") }

        /// A link of the host. What is neither on the host nor in a namespace, or has a name that no link can have, is a
        /// note that a plugin leaves for its own DEL: Amazon's VPC CNI writes `"name":"dummy0123456789a","sandbox":"0"`.
        public var isOnHost: Bool { (sandbox ?? "").isEmpty && name.utf8.count <= Limits.longestInterface }

        /// What comes of a name may become a part of a path or of a command. A note's may be longer than a link's.
        var hasUsableName: Bool {
            if isInSandbox || name.utf8.count <= Limits.longestInterface { return (try? InterfaceName(name)) != nil }
            return name.utf8.count <= Limits.longestFileName && (try? InterfaceName.requireWord(name)) != nil
        }
    }

    /// An address that was given to an interface.
    public struct Address: Sendable, Equatable {
        public var network: IPNetwork
        public var gateway: IPAddress?
        /// Index in `interfaces`, as it was answered: it may be out of range, or negative.
        public var interface: Int?
        public var additional = JSONObject()

        public init(network: IPNetwork, gateway: IPAddress? = nil, interface: Int? = nil) {
            self.network = network
            self.gateway = gateway
            self.interface = interface
        }
    }

    public struct Route: Sendable, Equatable {
        public var destination: IPNetwork
        public var gateway: IPAddress?
        /// `mtu`, `advmss`, `priority`, `table` and `scope` of 1.1.0 in the order in which they were written.
        public var attributes = JSONObject()
        public var additional = JSONObject()

        public init(destination: IPNetwork, gateway: IPAddress? = nil) {
            self.destination = destination
            self.gateway = gateway
        }
    }

    public struct DNS: Sendable, Equatable {
        public var nameservers: [String] = []
        public var domain: String?
        public var search: [String] = []
        public var options: [String] = []

        public init() {}

        public var isEmpty: Bool { nameservers.isEmpty && domain == nil && search.isEmpty && options.isEmpty }
    }
}
