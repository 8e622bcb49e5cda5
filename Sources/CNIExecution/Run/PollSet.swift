import CNI
import Glibc
import LinuxSystem

/// What the loop over one binary waits for: five descriptors, each in its slot; poll(2) passes over an empty slot.
struct PollSet {
    enum Slot: Int {
        case input, output, errors, exit, signal
    }

    private var entries = [pollfd](repeating: pollfd(fd: -1, events: Int16(POLLIN), revents: 0), count: 5)

    init() {
        entries[Slot.input.rawValue].events = Int16(POLLOUT)
    }

    /// - Parameter number: −1 leaves the slot empty.
    mutating func watch(_ slot: Slot, _ number: Int32) {
        entries[slot.rawValue].fd = number
    }

    /// After an error nothing is ready.
    mutating func wait(milliseconds: Int) {
        for index in entries.indices { entries[index].revents = 0 }
        let timeout = Int32(clamping: milliseconds)
        let result = unsafe entries.withUnsafeMutableBufferPointer { entries in
            unsafe poll(entries.baseAddress, nfds_t(entries.count), timeout)
        }
        // The kernel lacks memory. Without a pause this would be tried at full speed until the deadline.
        if result < 0, errno != EINTR { Clock.sleep(milliseconds: Limits.exitPoll) }
    }

    /// Something can be done with the descriptor, if only to learn that its other end is closed.
    func isReady(_ slot: Slot) -> Bool { entries[slot.rawValue].revents != 0 }

    /// There is something to read. Otherwise a ready descriptor is at its end.
    func hasData(_ slot: Slot) -> Bool { entries[slot.rawValue].revents & Int16(POLLIN) != 0 }
}
