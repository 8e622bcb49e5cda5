import CLinux
import Glibc
package import LinuxSystem

/// The signals of Tartan's own process.
package enum Signals {
    /// To be called once, before the first binary is started. From then on
    /// - SIGPIPE is ignored: a binary may answer without reading its stdin;
    /// - SIGCHLD has its default: where it is ignored, which a process inherits, the kernel throws exit statuses away;
    /// - SIGTERM and SIGINT are blocked and wait in the descriptor that is returned, which never blocks a reader.
    ///
    /// Binaries start with default signals and an empty mask nevertheless.
    package static func prepare() throws(SystemFailure) -> Descriptor {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGCHLD, SIG_DFL)
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        let number = unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
        guard number >= 0 else { throw SystemFailure("open", "signalfd") }
        return Descriptor(owning: number)
    }

    /// Takes the next signal that waits in the descriptor, or nil if none does.
    package static func next(_ descriptor: Int32) -> Int32? {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while true {
            let count = unsafe read(descriptor, &information, size)
            if count == size { return Int32(information.ssi_signo) }
            guard count < 0, errno == EINTR else { return nil }
        }
    }
}
