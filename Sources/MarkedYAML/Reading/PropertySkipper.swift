/// libyaml's event of a value begins with its anchor and tag; a person looks for the value itself.
enum PropertySkipper {
    /// Where the value's own text begins, behind `&anchor`, `!tag`, white space and comments.
    static func contentStart(in bytes: [UInt8], _ range: Range<Int>) -> Int {
        var place = range.lowerBound
        while place < range.upperBound, bytes[place] == UInt8(ascii: "&") || bytes[place] == UInt8(ascii: "!") {
            place = bytes[place..<range.upperBound].firstIndex(where: isSpace) ?? range.upperBound
            while place < range.upperBound {
                if isSpace(bytes[place]) {
                    place += 1
                } else if bytes[place] == UInt8(ascii: "#") {
                    place = bytes[place..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
                } else {
                    break
                }
            }
        }
        return place
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
