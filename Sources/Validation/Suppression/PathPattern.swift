/// A pattern of paths: `*` and `?` match within a folder's name, `**` over folders; a pattern that names a folder means all
/// in it.
package struct PathPattern: Sendable, Equatable {
    private let parts: [[Unicode.Scalar]]

    package init(_ text: String) {
        parts = Self.parts(of: text)
    }

    package func matches(_ path: String) -> Bool {
        Self.matches(parts[...], Self.parts(of: path)[...])
    }

    private static func parts(of text: String) -> [[Unicode.Scalar]] {
        text.split(separator: "/").filter { $0 != "." }.map { Array($0.unicodeScalars) }
    }

    /// Greedy with one place to come back to, so that no pattern takes longer than pattern × path.
    private static func matches(_ pattern: ArraySlice<[Unicode.Scalar]>, _ path: ArraySlice<[Unicode.Scalar]>) -> Bool {
        var pattern = pattern
        var path = path
        var back: (pattern: ArraySlice<[Unicode.Scalar]>, path: ArraySlice<[Unicode.Scalar]>)?
        while !path.isEmpty {
            if let part = pattern.first, part == ["*", "*"] {
                back = (pattern.dropFirst(), path)
                pattern = pattern.dropFirst()
            } else if let part = pattern.first, matchesPart(part[...], path.first.map { $0[...] } ?? []) {
                pattern = pattern.dropFirst()
                path = path.dropFirst()
            } else if pattern.isEmpty {
                return true
            } else if let (rest, start) = back {
                back = (rest, start.dropFirst())
                pattern = rest
                path = start.dropFirst()
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == ["*", "*"] }
    }

    private static func matchesPart(
        _ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        var pattern = pattern
        var text = text
        var back: (pattern: ArraySlice<Unicode.Scalar>, text: ArraySlice<Unicode.Scalar>)?
        while !text.isEmpty {
            if pattern.first == "*" {
                pattern = pattern.dropFirst()
                back = (pattern, text)
            } else if let scalar = pattern.first, scalar == "?" || scalar == text.first {
                pattern = pattern.dropFirst()
                text = text.dropFirst()
            } else if let (rest, start) = back {
                back = (rest, start.dropFirst())
                pattern = rest
                text = start.dropFirst()
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == "*" }
    }
}
