import CLinux
import CNI
import Glibc
import LinuxSystem

/// A child process, leader of its own process group, from its start until it is reaped. Until then its number, and with it
/// the group's, belongs to nobody else, so a kill can't hit a stranger. Dropped alive, it and its group are killed.
struct Child: ~Copyable {
    let process: pid_t
    /// Nil where the kernel is older than 5.3 or out of descriptors; the process is then looked at every few milliseconds.
    private let pidfd: Descriptor?
    /// As wait(2) gives it, once the process has been reaped.
    private var status: Int32?

    init(process: pid_t) {
        let number = clinux_pidfd_open(process)
        self.init(process: process, pidfd: number < 0 ? nil : Descriptor(owning: number))
    }

    init(process: pid_t, pidfd: consuming Descriptor?) {
        self.process = process
        self.pidfd = pidfd
    }

    deinit {
        guard status == nil else { return }
        Self.kill(process)
        _ = Self.reap(process, watched: pidfd.number, within: .after(milliseconds: Limits.killGrace))
    }

    /// To poll: readable once the process has exited; −1 where it can't be watched or has been reaped.
    var watchedNumber: Int32 { status == nil ? pidfd.number : -1 }

    /// Whether waiting for `watchedNumber` is enough.
    var canBeWatched: Bool { status != nil || pidfd.number >= 0 }

    /// Reaps the process if it has exited.
    mutating func endingIfExited() -> PluginOutcome.Ending? {
        if status == nil { status = Self.reap(process) }
        guard let status else { return nil }
        return clinux_has_exited(status) != 0
            ? .exited(clinux_exit_status(status)) : .signalled(clinux_term_signal(status))
    }

    /// Kills the whole group and reaps the process. One that the kernel can't end, because it waits for a disk, is left
    /// behind after `Limits.killGrace`.
    mutating func kill() {
        guard status == nil else { return }
        Self.kill(process)
        let deadline = Deadline.after(milliseconds: Limits.killGrace)
        status = Self.reap(process, watched: pidfd.number, within: deadline) ?? SIGKILL
    }

    /// Sends a signal to the process alone; what it has started is its own business.
    func send(_ signal: Int32) {
        if status == nil { Glibc.kill(process, signal) }
    }

    private static func kill(_ process: pid_t) {
        Glibc.kill(-process, SIGKILL)
        // It may have moved itself to another group.
        Glibc.kill(process, SIGKILL)
    }

    private static func reap(_ process: pid_t, watched number: Int32, within deadline: Deadline) -> Int32? {
        while true {
            if let status = reap(process) { return status }
            guard !deadline.isPast else { return nil }
            let wait = number < 0 ? Limits.exitPoll : deadline.remainingMilliseconds
            var watched = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            unsafe poll(&watched, 1, Int32(clamping: wait))
        }
    }

    /// Its status if it has exited.
    private static func reap(_ process: pid_t) -> Int32? {
        var status: Int32 = 0
        while true {
            let reaped = unsafe waitpid(process, &status, WNOHANG)
            if reaped == process { return status }
            if reaped == 0 { return nil }
            // With SIGCHLD ignored the kernel reaps by itself and the status is lost.
            if errno != EINTR { return 255 << 8 }
        }
    }
}

extension Optional where Wrapped == Descriptor, Wrapped: ~Copyable {
    /// The descriptor's number, or −1, which poll(2) passes over.
    var number: Int32 {
        switch self {
        case .some(let descriptor): descriptor.number
        case .none: -1
        }
    }
}
