import ArgumentParser

/// A length of time as kubectl takes it: `90s`, `30m`, `1h`, `1h30m`, `2d`.
struct Period: ExpressibleByArgument, Equatable {
    let text: String
    let microseconds: UInt64

    static let hour = Period(text: "1h", microseconds: 3_600_000_000)

    private init(text: String, microseconds: UInt64) {
        self.text = text
        self.microseconds = microseconds
    }

    init?(argument: String) {
        var seconds: UInt64 = 0
        var number: UInt64?
        for byte in argument.utf8 {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                let longer = (number ?? 0) * 10 + UInt64(byte - UInt8(ascii: "0"))
                guard longer <= Self.most else { return nil }
                number = longer
                continue
            }
            guard let count = number, let unit = Self.seconds[byte] else { return nil }
            seconds += count * unit
            number = nil
        }
        guard number == nil, seconds > 0, seconds <= Self.most else { return nil }
        self.init(text: argument, microseconds: seconds * 1_000_000)
    }

    var defaultValueDescription: String { text }

    /// Ten years, in seconds.
    private static let most: UInt64 = 10 * 366 * 86_400
    private static let seconds: [UInt8: UInt64] = [
        UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
    ]
}
