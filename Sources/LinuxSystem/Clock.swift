import Glibc

/// The kernel's clocks. Deadlines go by the monotonic one, the journal by the one that counts through suspend, people by the wall clock.
package enum Clock {
    package static var monotonicNanoseconds: UInt64 { nanoseconds(CLOCK_MONOTONIC) }
    /// Microseconds of CLOCK_BOOTTIME.
    package static var bootMicroseconds: UInt64 { nanoseconds(CLOCK_BOOTTIME) / 1000 }
    /// Microseconds since 1970-01-01T00:00Z.
    package static var wallMicroseconds: UInt64 { nanoseconds(CLOCK_REALTIME) / 1000 }

    package static func sleep(milliseconds: Int) {
        guard milliseconds > 0 else { return }
        usleep(UInt32(milliseconds) * 1000)
    }

    private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
