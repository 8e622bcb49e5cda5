public import CNI
public import ExactJSON

/// One network that a pod asks for: an element of the annotation (section 4.1), with everything that it asks of it, validated.
public struct NetworkSelection: Sendable, Equatable {
    /// Which element of the annotation, from 1.
    public let element: Int
    /// The definition that is selected (sections 4.1.2.1.1 and 4.1.2.1.2).
    public let reference: NetworkReference
    /// The name that the interface is to have (section 4.1.2.1.5).
    public internal(set) var interface: InterfaceName?
    /// Addresses, each with or without a prefix, as they were written (section 4.1.2.1.3). Never empty.
    public internal(set) var ips: [String]?
    /// An Ethernet address of 6 bytes, as it was written (section 4.1.2.1.4).
    public internal(set) var mac: String?
    /// A GUID of 8 bytes, as it was written (section 4.1.2.1.10).
    public internal(set) var infinibandGUID: String?
    /// What is to be put over `args.cni` of each plugin (section 4.1.2.1.6).
    public internal(set) var cniArgs: JSONObject?
    /// A list of port mappings (section 4.1.2.1.7); `protocol` is always there, in lower case, as plugins want it.
    public internal(set) var portMappings: JSONValue?
    /// Rates in bits per second and bursts in bits (section 4.1.2.1.8).
    public internal(set) var bandwidth: JSONValue?
    /// The gateways of the pod's default route (section 4.1.2.1.9). An empty list asks for something too: this network
    /// keeps the default route that it sets itself, and the others lose theirs.
    public internal(set) var defaultRoute: [IPAddress]?
    /// The name of an IPAMClaim (section 4.1.2.1.11). Not on the
    /// default network: claims are for secondary ones.
    public internal(set) var ipamClaimReference: String?
    /// A device. Not in the specification; Multus' key.
    public internal(set) var deviceID: String?
    /// The interface was asked for by the key's old name, `interfaceRequest`.
    public internal(set) var usesOldInterfaceKey = false
    /// How a person writes it in the comma form: `storage@lan0`, with the namespace where that isn't the pod's own.
    public let text: String

    /// A selection that asks for nothing but the network, as the comma form does (section 4.1.1).
    ///
    /// - Parameters:
    ///   - element: its place in the annotation, from 1.
    ///   - podNamespace: what `text` leaves out.
    public init(element: Int, reference: NetworkReference, interface: InterfaceName? = nil, podNamespace: String) {
        self.element = element
        self.reference = reference
        self.interface = interface
        let name = reference.namespace == podNamespace ? reference.name : reference.description
        text = interface.map { "\(name)@\($0)" } ?? name
    }
}

extension NetworkSelection {
    /// What the selection asks of plugins that declare a capability for it (section 4.1.2.1): the capability, which is also
    /// the key in `runtimeConfig`, the value, and the annotation's key for messages.
    public var capabilityArguments: [(capability: String, value: JSONValue, key: String)] {
        let arguments: [(capability: String, value: JSONValue?, key: String)] = [
            ("ips", ips.map { .array($0.map { .string($0) }) }, "ips"),
            ("mac", mac.map { .string($0) }, "mac"),
            ("infinibandGUID", infinibandGUID.map { .string($0) }, "infiniband-guid"),
            ("portMappings", portMappings, "portMappings"),
            ("bandwidth", bandwidth, "bandwidth"),
            ("deviceID", deviceID.map { .string($0) }, "deviceID"),
        ]
        return arguments.compactMap { argument in
            argument.value.map { (argument.capability, $0, argument.key) }
        }
    }
}
