import Wording

/// The keys of one object, and what must hold between them.
package struct KeySet: Sendable {
    /// In the order of the file.
    package let keys: [KeySpec]
    package let rules: [KeyRule]
    private let places: [String: Int]
    /// By names in small letters.
    private let foldedPlaces: [String: Int]

    package init(_ keys: [KeySpec], rules: [KeyRule] = []) {
        self.keys = keys
        self.rules = rules
        places = Dictionary(keys.enumerated().map { ($1.name, $0) }) { first, _ in first }
        foldedPlaces = Dictionary(keys.enumerated().map { ($1.name.lowercased(), $0) }) { first, _ in first }
    }

    package static let empty = KeySet([])

    package var isEmpty: Bool { keys.isEmpty }
    package var names: [String] { keys.map(\.name) }

    package subscript(_ name: String) -> KeySpec? { places[name].map { keys[$0] } }

    /// The key that Go's decoder takes the name for: it doesn't mind the case of letters.
    package func key(foldingCaseOf name: String) -> KeySpec? {
        foldedPlaces[name.lowercased()].map { keys[$0] }
    }

    /// Keys of which the name may be a misspelling, the nearest first.
    package func nearest(to name: String) -> [String] {
        Spelling.nearest(to: name, in: names, count: 3)
    }

    /// These keys and the others; where both have one, this set's counts.
    package func adding(_ others: KeySet) -> KeySet {
        KeySet(keys + others.keys.filter { self[$0.name] == nil }, rules: rules + others.rules)
    }
}
