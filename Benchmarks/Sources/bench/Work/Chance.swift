/// Numbers that look like chance and are the same every time: SplitMix64 over an object's number.
struct Chance {
    private var state: UInt64

    init(number: Int, salt: Int) {
        state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(salt)
    }

    /// From 0 on.
    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(max(1, limit)))
    }
}
