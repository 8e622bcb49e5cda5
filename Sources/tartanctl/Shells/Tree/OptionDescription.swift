import ExactJSON

/// A flag, an option or a positional argument as the parser knows it.
struct OptionDescription: Equatable {
    enum Kind: String { case flag, option, positional }

    let kind: Kind
    /// With their dashes, the short ones first; none for a positional argument.
    let names: [String]
    let valueName: String
    /// All that are allowed; empty where they can't be counted.
    let values: [String]
    let defaultValue: String?
    let isRepeating: Bool
    let isOptional: Bool
    let isShown: Bool
    let help: String

    init(_ value: JSONValue) {
        kind = value["kind"]?.string.flatMap { Kind(rawValue: $0) } ?? .positional
        names = (value["names"]?.array ?? []).compactMap { name in
            guard let text = name["name"]?.string else { return nil }
            return (name["kind"] == "long" ? "--" : "-") + text
        }.sorted { $0.utf8.count < $1.utf8.count }
        valueName = value["valueName"]?.string ?? ""
        values = (value["allValues"]?.array ?? []).compactMap(\.string)
        defaultValue = value["defaultValue"]?.string
        isRepeating = value["isRepeating"] == .bool(true)
        isOptional = value["isOptional"] != .bool(false)
        isShown = value["shouldDisplay"] != .bool(false)
        help = [value["abstract"], value["discussion"]].compactMap { $0?.string }.joined(separator: " ")
    }

    var takesValue: Bool { kind != .flag }

    /// The long name without its dashes, else the short one's letter.
    var longName: String? { names.first { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) } }
    var letter: Character? { names.first { !$0.hasPrefix("--") }?.last }
}
