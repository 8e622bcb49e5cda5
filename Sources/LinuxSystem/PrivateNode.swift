import CLinux
import Glibc

/// Namespaces of this process' own, in which what it starts can change nothing of the node. They end with the process, and
/// with what it started.
package enum PrivateNode {
    /// From here on the calling thread has mounts of its own: everything is there to be read and nothing to be written, but
    /// the kernel's settings of the network, which are those of the network namespace.
    package static func enter() throws(SystemFailure) {
        try check("make mounts of its own for", "this process", clinux_unshare_mounts())
        let settings = "/proc/sys/net"
        try check("bind", settings, unsafe clinux_mount_bind(settings, settings))
        try check("protect", "/ from being written (Linux 5.12 and newer can)", unsafe clinux_mount_read_only("/"))
        try check("open to be written", settings, unsafe clinux_mount_writable(settings))
    }

    /// A new network namespace for the calling thread, and /sys as it is in there.
    ///
    /// - Returns: the namespace, held open.
    package static func enterNewNetwork(showingSys: Bool) throws(SystemFailure) -> Descriptor {
        try check("make a network namespace for", "this process", clinux_unshare_network())
        if showingSys { try check("mount", "/sys", unsafe clinux_mount_sys("/sys")) }
        return try Descriptor(opening: ownNetwork, O_RDONLY)
    }

    /// An empty folder in memory in place of what is at the path.
    ///
    /// - Parameter size: bytes that it may hold.
    package static func hide(_ path: String, mode: UInt32 = 0o755, size: Int) throws(SystemFailure) {
        let options = "size=\(size),mode=\(String(mode, radix: 8))"
        try check("put an empty folder in place of", path, unsafe clinux_mount_memory(path, options))
    }

    /// Makes a namespace that is held open one that has a path; the file is made.
    package static func name(_ network: borrowing Descriptor, _ path: String) throws(SystemFailure) {
        _ = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o444)
        try check("bind", path, unsafe clinux_mount_bind("/proc/thread-self/fd/\(network.number)", path))
    }

    /// Does something in a network namespace, and comes back.
    package static func within<Value>(
        _ network: borrowing Descriptor, _ work: () throws(SystemFailure) -> Value
    ) throws(SystemFailure) -> Value {
        let own = try Descriptor(opening: ownNetwork, O_RDONLY)
        try check("enter", "a network namespace", clinux_enter_network_namespace(network.number))
        let outcome = Result(catching: work)
        // What follows would be done to the wrong network.
        guard clinux_enter_network_namespace(own.number) == 0 else { abort() }
        return try outcome.get()
    }

    private static let ownNetwork = "/proc/thread-self/ns/net"

    private static func check(_ action: String, _ path: String, _ result: Int32) throws(SystemFailure) {
        if result != 0 { throw SystemFailure(action, path) }
    }
}
