package import ExactJSON

/// One attachment of a plan: the network, the interface, and the chain of binaries that makes it.
package struct JournalAttachment: Sendable, Equatable {
    /// As the network status names it: `infra/storage`.
    package var network: String
    /// The name of the CNI network configuration list.
    package var listName: String
    package var interface: String
    package var version: String
    /// Where the plan took it from, in words: `cluster network`, `annotation element 2`.
    package var origin: String
    package var isDefault: Bool
    package var disableCheck: Bool
    package var disableGC: Bool
    /// The gateways of the annotation's `default-route`; nil where it was not asked for.
    package var defaultRoute: [String]?
    package var plugins: [JournalPlugin]
    /// CNI_ARGS for its plugins, where it isn't the call's: with what the annotation asks for in it.
    package var arguments: String?
    /// The result that the first plugin gets as that of a plugin before it.
    package var initialResult: JSONValue?
    /// The device behind it, if its network is backed by a device plugin's resource.
    package var deviceID: String?
    package var resourceName: String?
    /// The path of its device information file: DEL removes it.
    package var deviceInfoFile: String?

    package init(
        network: String, listName: String, interface: String, version: String, origin: String, isDefault: Bool,
        disableCheck: Bool, disableGC: Bool, defaultRoute: [String]?, plugins: [JournalPlugin],
        arguments: String? = nil, initialResult: JSONValue? = nil,
        deviceID: String? = nil, resourceName: String? = nil, deviceInfoFile: String? = nil
    ) {
        self.network = network
        self.listName = listName
        self.interface = interface
        self.version = version
        self.origin = origin
        self.isDefault = isDefault
        self.disableCheck = disableCheck
        self.disableGC = disableGC
        self.defaultRoute = defaultRoute
        self.plugins = plugins
        self.arguments = arguments
        self.initialResult = initialResult
        self.deviceID = deviceID
        self.resourceName = resourceName
        self.deviceInfoFile = deviceInfoFile
    }
}
