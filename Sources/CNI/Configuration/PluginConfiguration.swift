public import ExactJSON

/// One plugin's object in a network configuration (section 1, "Plugin configuration objects"), as it was written.
public struct PluginConfiguration: Sendable, Equatable {
    /// File name of the binary; never a path.
    public let type: String
    public let object: JSONObject

    public init(_ value: JSONValue, place: String) throws(ConfigurationError) {
        guard let object = value.object else {
            throw .wrongType(key: place, found: value.kindName, expected: "an object")
        }
        guard let type = object["type"], !type.isNull else { throw .missingType(place: place) }
        guard let text = type.string else {
            throw .wrongType(key: place + ".type", found: type.kindName, expected: "a string")
        }
        if text.isEmpty { throw .missingType(place: place) }
        try Self.validate(type: text)
        try Self.validate(capabilities: object["capabilities"] ?? .null, type: text, place: place)
        // It becomes the name of a binary too, in the hands of the plugin.
        if let manager = object["ipam"]?["type"]?.string, !manager.isEmpty { try Self.validate(type: manager) }
        self.type = text
        self.object = object
    }

    /// The capabilities that the plugin declares with `true`.
    public var capabilities: [String] {
        object["capabilities"]?.object?.members.filter { $0.value.boolean == true }.map(\.key) ?? []
    }

    /// libcni decodes them into a map of booleans: what else stands there fails a runtime that calls the plugin itself.
    private static func validate(capabilities: JSONValue, type: String, place: String) throws(ConfigurationError) {
        if capabilities.isNull { return }
        guard let declared = capabilities.object else {
            throw .wrongType(key: place + ".capabilities", found: capabilities.kindName, expected: "an object")
        }
        for member in declared.members where member.value.boolean == nil && !member.value.isNull {
            let text = member.value.text
            let shown = text.utf8.count > Limits.shownValue ? member.value.kindName : text
            let name = member.key.utf8.count > Limits.shownValue ? String(member.key.prefix(40)) + "…" : member.key
            throw .invalidCapability(name, place: place, type: type, value: shown)
        }
    }

    private static func validate(type: String) throws(ConfigurationError) {
        if type.utf8.contains(UInt8(ascii: "/")) {
            throw .invalidType(type, rule: "contains \"/\": it is a file name, not a path")
        }
        if type == "." || type == ".." { throw .invalidType(type, rule: "is a folder's name") }
        if type.utf8.count > 255 { throw .invalidType(String(type.prefix(40)) + "…", rule: "is longer than 255 bytes") }
        if type.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw .invalidType(type, rule: "contains a control character")
        }
    }
}
