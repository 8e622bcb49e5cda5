import CNI
import LinuxSystem

/// The pauses between two tries for a lock: 5 ms, doubling up to 50 ms, never past the deadline.
struct LockPause {
    private let deadline: Deadline
    private var length = Limits.lockPollFirst

    init(_ deadline: Deadline) {
        self.deadline = deadline
    }

    /// False, at once, if the deadline is past.
    mutating func sleep() -> Bool {
        let left = deadline.remainingMilliseconds
        guard left > 0 else { return false }
        Clock.sleep(milliseconds: min(length, left))
        length = min(length * 2, Limits.lockPollLast)
        return true
    }
}
