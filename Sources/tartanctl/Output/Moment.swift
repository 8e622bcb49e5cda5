import LinuxSystem

/// Times for people and programs. All are UTC; a node's time zone is nothing that a store depends on.
enum Moment {
    /// `2026-11-24T00:15:07Z`.
    ///
    /// - Parameter wallTime: microseconds since 1970-01-01T00:00Z.
    static func text(_ wallTime: UInt64) -> String {
        let seconds = Int(wallTime / 1_000_000)
        let date = date(ofDay: seconds / 86400)
        let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
        return "\(date)T\(clock)Z"
    }

    /// `2026-11-24T00:15:07.042Z`.
    static func preciseText(_ wallTime: UInt64) -> String {
        let milliseconds = String(wallTime / 1000 % 1000)
        let padding = String(repeating: "0", count: 3 - milliseconds.count)
        return text(wallTime).dropLast() + "." + padding + milliseconds + "Z"
    }

    /// How long ago, in the units of kubectl: `7s`, `12m`, `3h`, `8d`.
    static func age(since wallTime: UInt64, now: UInt64 = Clock.wallMicroseconds) -> String {
        let seconds = now > wallTime ? Int((now - wallTime) / 1_000_000) : 0
        switch seconds {
        case ..<120: return "\(seconds)s"
        case ..<7200: return "\(seconds / 60)m"
        case ..<172_800: return "\(seconds / 3600)h"
        default: return "\(seconds / 86400)d"
        }
    }

    /// The Gregorian date of a day since 1970, counted in eras of 400 years that begin in March.
    private static func date(ofDay day: Int) -> String {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        return "\(era * 400 + year + (calendarMonth <= 2 ? 1 : 0))-\(twoDigits(calendarMonth))-\(twoDigits(dayOfMonth))"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
