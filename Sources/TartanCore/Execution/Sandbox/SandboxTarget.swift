package import LinuxSystem

/// What all executions of a call have in common: the sandbox as delegates see it, and where binaries are found.
package struct SandboxTarget: Sendable, Equatable {
    package var containerID: String
    /// CNI_NETNS for delegates; empty where the namespace is gone.
    package var netns: String
    package var identity: FileIdentity?
    package var arguments: String
    package var searchPath: String
}
