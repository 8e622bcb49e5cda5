extension Substring {
    /// Without white space at its ends. Scalars are looked at, not characters: a comma with an accent is still a comma.
    var trimmed: Substring {
        // Editors leave a byte order mark at the beginning of a file.
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
        var rest = unicodeScalars.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return Substring(rest)
    }

    func parts(between separator: Unicode.Scalar) -> [Substring] {
        unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { Substring($0) }
    }
}

extension String {
    /// Where a part of this text begins, in bytes of UTF-8.
    func offset(of part: Substring) -> Int { utf8.distance(from: startIndex, to: part.startIndex) }
}
