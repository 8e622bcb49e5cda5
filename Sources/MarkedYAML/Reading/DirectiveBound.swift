/// Bounds the directives before one document: libyaml compares each with all before it, so a few hundred thousand would
/// take hours.
enum DirectiveBound {
    /// More than anybody writes: there are two handles to choose freely, and `!name!`.
    static let most = 64

    /// - Returns: where the first directive begins that is one too many, in bytes.
    static func excess(in bytes: ArraySlice<UInt8>) -> Int? {
        var directives = 0
        var line = bytes.startIndex
        while line < bytes.endIndex {
            if bytes[line] == UInt8(ascii: "%") {
                directives += 1
                if directives > most { return line }
            } else if bytes[line...].starts(with: "---".utf8) {
                directives = 0
            }
            line = bytes[line...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.endIndex
        }
        return nil
    }
}
