/// Who holds a name that only one can have. A list, because it is short, and because the first use of a dictionary's type
/// costs a process as much as thousands of comparisons.
package struct Holders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    private struct Entry: Sendable, Equatable {
        let name: String
        var holder: String
    }

    private var entries: [Entry] = []

    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, holder) in elements { self[name] = holder }
    }

    package init() {}

    package var names: [String] { entries.map(\.name) }

    package subscript(_ name: String) -> String? {
        get { entries.first { $0.name == name }?.holder }
        set {
            entries.removeAll { $0.name == name }
            if let newValue { entries.append(Entry(name: name, holder: newValue)) }
        }
    }
}
