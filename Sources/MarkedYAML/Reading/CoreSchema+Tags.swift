extension CoreSchema {
    private static let prefix = "tag:yaml.org,2002:"

    /// What a scalar means that may have a tag.
    ///
    /// - Parameter tag: as libyaml resolved it; nil where there is none. Tags of others are passed over, as kubectl does.
    /// - Returns: nil where the text doesn't fit the tag.
    static func meaning(of text: String, tag: String?, isPlain: Bool) -> MarkedScalar.Meaning? {
        guard let tag else { return isPlain ? meaning(of: text) : .string }
        guard tag.hasPrefix(prefix) else { return .string }
        let found = meaning(of: text)
        switch (tag.dropFirst(prefix.count), found) {
        case ("null", .null), ("bool", .bool), ("int", .integer), ("float", .float): return found
        case ("float", .integer(let spelling)): return .float(spelling)
        case ("null", _), ("bool", _), ("int", _), ("float", _), ("binary", _), ("seq", _), ("map", _): return nil
        default: return .string
        }
    }

    /// Whether the tag is one of YAML's own that can't stand before a list or a mapping.
    static func fits(_ tag: String?, collection: String) -> Bool {
        guard let tag, tag.hasPrefix(prefix) else { return true }
        let name = String(tag.dropFirst(prefix.count))
        let others = [
            "null", "bool", "int", "float", "str", "binary", "timestamp", collection == "map" ? "seq" : "map",
        ]
        return !others.contains(name)
    }

    static func isMerge(_ text: String, tag: String?, isPlain: Bool) -> Bool {
        text == "<<" && (tag == prefix + "merge" || tag == nil && isPlain)
    }

    /// The tag as a person writes it: `!!int`.
    static func written(_ tag: String) -> String {
        tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
    }
}
