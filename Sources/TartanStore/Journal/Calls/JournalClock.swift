/// Turns the time of a journal's lines, which counts from the boot, into the wall clock's: by a line that has both.
package struct JournalClock: Equatable {
    /// Microseconds of CLOCK_BOOTTIME and of the wall clock, of one moment.
    package let boot: UInt64
    package let wall: UInt64

    package init(boot: UInt64, wall: UInt64) {
        self.boot = boot
        // As far as a date makes sense; in nanoseconds it still fits.
        self.wall = min(wall, 1 << 53)
    }

    /// Microseconds since 1970-01-01T00:00Z.
    package func wallTime(_ time: UInt64) -> UInt64 {
        if time >= boot { return wall + (time - boot) }
        let before = boot - time
        return wall > before ? wall - before : 0
    }
}
