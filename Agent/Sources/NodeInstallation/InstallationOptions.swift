/// Which node, and where on it.
public struct InstallationOptions: Sendable {
    /// Where the node's / is.
    public var host: String
    /// Where tartan and tartanctl of this release are.
    public var source: String
    /// The node's folder of plugins; nil for the usual one.
    public var binaryFolder: String?
    /// The node's folder for tartanctl.
    public var commandFolder: String
    /// The runtime's folder; nil for what the runtime's own file says.
    public var configurationFolder: String?
    /// As `tartanctl init --cluster-network` takes it; nil for what is found.
    public var clusterNetwork: String?
    /// The node's path of the store.
    public var store: String

    public static let usualBinaryFolder = "/opt/cni/bin"
    public static let usualCommandFolder = "/usr/local/bin"

    public init(
        host: String, source: String, binaryFolder: String? = nil,
        commandFolder: String = InstallationOptions.usualCommandFolder, configurationFolder: String? = nil,
        clusterNetwork: String? = nil, store: String
    ) {
        self.host = host
        self.source = source
        self.binaryFolder = binaryFolder
        self.commandFolder = commandFolder
        self.configurationFolder = configurationFolder
        self.clusterNetwork = clusterNetwork
        self.store = store
    }

    /// In the order in which they are put in place; the plugin, which pods need, is the last.
    func binaries(_ root: HostRoot) throws(InstallationError) -> [HostBinary] {
        [
            HostBinary(kind: .commandLine, folder: try root.resolve(commandFolder)),
            HostBinary(kind: .plugin, folder: try root.resolve(binaryFolder ?? Self.usualBinaryFolder)),
        ]
    }
}
