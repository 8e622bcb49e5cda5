/// Durations as people read them: `0.4 ms`, `41 ms`.
enum Milliseconds {
    static func text(_ microseconds: UInt64) -> String {
        if microseconds >= 9_950 { return "\((microseconds + 500) / 1000) ms" }
        let tenths = (microseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10) ms"
    }
}
