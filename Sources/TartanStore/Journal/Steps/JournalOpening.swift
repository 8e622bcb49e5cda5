package import LinuxSystem

/// A journal's first line: which call it is of, and everything a later call must know of the first one's surroundings.
package struct JournalOpening: Sendable, Equatable {
    /// The newest format that this Tartan reads and the one that it writes.
    package static let knownFormat = 1

    package var format = Self.knownFormat
    /// Tartan's own version.
    package var version: String
    /// Microseconds since 1970-01-01T00:00Z.
    package var wallTime: UInt64
    package var bootID: String
    package var containerID: String
    /// CNI_IFNAME.
    package var interface: String
    /// CNI_NETNS.
    package var netns: String?
    package var netnsIdentity: FileIdentity?
    /// CNI_ARGS.
    package var arguments: String
    /// CNI_PATH.
    package var searchPath: String
    package var networkName: String
    package var cniVersion: String
    package var podNamespace: String?
    package var podName: String?
    package var podUID: String?
    /// `merged` or `primary`.
    package var resultMode: String
    package var binDir: String?
    /// Milliseconds.
    package var delegateTimeout: Int

    package init(
        version: String, wallTime: UInt64, bootID: String, containerID: String, interface: String, netns: String?,
        netnsIdentity: FileIdentity?, arguments: String, searchPath: String, networkName: String, cniVersion: String,
        podNamespace: String?, podName: String?, podUID: String?, resultMode: String, binDir: String?,
        delegateTimeout: Int
    ) {
        self.version = version
        self.wallTime = wallTime
        self.bootID = bootID
        self.containerID = containerID
        self.interface = interface
        self.netns = netns
        self.netnsIdentity = netnsIdentity
        self.arguments = arguments
        self.searchPath = searchPath
        self.networkName = networkName
        self.cniVersion = cniVersion
        self.podNamespace = podNamespace
        self.podName = podName
        self.podUID = podUID
        self.resultMode = resultMode
        self.binDir = binDir
        self.delegateTimeout = delegateTimeout
    }
}
