import CLinux
import Glibc
import LinuxSystem

/// A short stay of the calling thread in another network namespace. What is opened there keeps working from outside.
enum NamespaceVisit {
    /// Runs the body inside and comes back at once, also if it throws. The body must not suspend or start a process.
    static func run<Value: ~Copyable>(
        _ namespace: borrowing Descriptor, path: String, _ body: () throws(NetlinkFailure) -> Value
    ) throws(NetlinkFailure) -> Value {
        let home: Descriptor
        do throws(SystemFailure) {
            home = try Descriptor(opening: "/proc/thread-self/ns/net", O_RDONLY)
        } catch {
            throw .unreadableNamespace(path: error.path, KernelReason(errorNumber: error.errorNumber))
        }
        guard clinux_enter_network_namespace(namespace.number) == 0 else {
            throw .notEntered(path: path, KernelReason())
        }
        do throws(NetlinkFailure) {
            let value = try body()
            comeBack(to: home)
            return value
        } catch {
            comeBack(to: home)
            throw error
        }
    }

    /// Ends the process where it fails: whatever came next would be done to the pod's network instead of the host's.
    static func comeBack(to home: borrowing Descriptor) {
        guard clinux_enter_network_namespace(home.number) != 0 else { return }
        let text = "tartan: cannot return to the host's network namespace: \(KernelReason())\n"
        let line = Array(text.utf8)
        _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
        _exit(1)
    }
}
