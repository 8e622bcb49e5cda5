import Findings

/// Of which object of a file each finding was told. Two objects have a place in common only where one has an alias of what
/// the other has.
struct SharedValues {
    var object = 0
    private var owners: [Mark: Int] = [:]

    private struct Mark: Hashable {
        let code: String
        let line: Int
        let column: Int
    }

    /// Whether no other object had the same wrong in the same place.
    mutating func admits(_ finding: Finding) -> Bool {
        let mark = Mark(code: finding.code, line: finding.place.line, column: finding.place.column)
        if let owner = owners[mark] { return owner == object }
        owners[mark] = object
        return true
    }
}
