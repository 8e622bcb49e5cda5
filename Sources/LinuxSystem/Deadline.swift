/// A moment on the monotonic clock by which something must be done.
package struct Deadline: Sendable, Comparable {
    /// Nanoseconds of CLOCK_MONOTONIC.
    package let moment: UInt64

    package init(moment: UInt64) {
        self.moment = moment
    }

    package static func after(milliseconds: Int) -> Deadline {
        Deadline(moment: Clock.monotonicNanoseconds + UInt64(max(0, milliseconds)) * 1_000_000)
    }

    package var isPast: Bool { remainingNanoseconds == 0 }

    /// Rounded up, so that a wait for it doesn't spin; 0 once it is past.
    package var remainingMilliseconds: Int { Int((remainingNanoseconds + 999_999) / 1_000_000) }

    package func earlier(byMilliseconds amount: Int) -> Deadline {
        let nanoseconds = UInt64(max(0, amount)) * 1_000_000
        return Deadline(moment: moment > nanoseconds ? moment - nanoseconds : 0)
    }

    package static func < (left: Deadline, right: Deadline) -> Bool { left.moment < right.moment }

    private var remainingNanoseconds: UInt64 {
        let now = Clock.monotonicNanoseconds
        return moment > now ? moment - now : 0
    }
}
