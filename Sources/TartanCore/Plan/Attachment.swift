package import CNI
package import ExactJSON
package import MultiNetwork

/// One network of a pod as it will be attached: its interface, its chain and what was asked of it.
package struct Attachment: Sendable, Equatable {
    /// Where it was asked for.
    package let origin: Origin
    /// What the network status calls it: `infra/storage`, or the configuration's name.
    package let network: String
    /// The CNI name of its configuration.
    package let listName: String
    package let interface: InterfaceName
    package let version: CNIVersion
    package let disableCheck: Bool
    package let disableGC: Bool
    package let plugins: [PlannedPlugin]
    /// Gateways for the pod's default route; nil if the route wasn't asked for, empty to keep the network's own.
    package let defaultRoute: [IPAddress]?
    /// `mac`, `ips` or another value was asked for that only an interface can have.
    package let wantsInterface: Bool
    /// What the annotation asks of it; nil for networks of the configuration.
    package let selection: NetworkSelection?
    /// What of it goes into CNI_ARGS, for plugins that declare no capability.
    package let arguments: [RequestArgument]
    /// The device behind it, if its network's definition names a resource.
    package var device: AssignedDevice?
    /// Where device information is exchanged; nil for an attachment that has neither a device nor a plugin that asks for it.
    package var deviceInfoFile: DeviceInfoFile?
    /// The name was found in the definition's object, not in its configuration.
    package let nameWasInjected: Bool
    /// Files that were not taken for its configuration, because they are Tartan's own, each with the reason.
    package var passedOver: [String] = []

    /// The attachment that has the runtime's interface and answers for the pod: always the first.
    package var isDefault: Bool { origin.isClusterNetwork }

    /// What the first plugin gets as the result before it: the auxiliary chain's plugins are made to follow others.
    var initialResult: JSONValue? {
        guard case .auxiliaryChain = origin else { return nil }
        return CNIResult().encoded(as: version)
    }

    package var label: AttachmentLabel { AttachmentLabel(network: network, interface: interface.text) }
}

/// One binary of a chain with the configuration that it gets.
package struct PlannedPlugin: Sendable, Equatable {
    package let type: String
    /// Where the binary was found.
    package let path: String
    /// The rewritten configuration without prevResult: the same bytes for ADD, CHECK and DEL.
    package let configuration: JSONObject
    /// The capability values that it was given.
    package let capabilities: [String]
}
