public import ExactJSON

/// Why a text is no network configuration.
public enum ConfigurationError: Error, Equatable, Sendable {
    case syntax(JSONError)
    case notAnObject(found: String)
    case wrongType(key: String, found: String, expected: String)
    case missingName
    case invalidName(InvalidName)
    case missingType(place: String)
    case invalidType(String, rule: String)
    /// A value of a plugin's `capabilities` that is no boolean; `place` is the plugin's, `value` as it is written.
    case invalidCapability(String, place: String, type: String, value: String)
    case unknownVersion(String, key: String)
    case noPlugins
    case emptyPlugins
    /// `loadOnlyInlinedPlugins` without `plugins`.
    case onlyInlinedButNone
}

extension ConfigurationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .syntax(let error): "it is not JSON: \(error.description.escapingControlCharacters)"
        case .notAnObject(let found): "it is \(found), expected an object"
        case .wrongType(let key, let found, let expected): "\(key) is \(found), expected \(expected)"
        case .missingName: "it has no \"name\""
        case .invalidName(let name): "the name \(name)"
        case .missingType(let place): "\(place) has no \"type\", the name of the plugin's binary"
        case .invalidType(let type, let rule): "the type \"\(type.escapingControlCharacters)\" \(rule)"
        case .invalidCapability(let name, let place, let type, let value):
            "\"capabilities\" of the plugin \"\(type.escapingControlCharacters)\" (\(place)) has "
                + "\"\(name.escapingControlCharacters)\": \(value.escapingControlCharacters), expected true or false"
        case .unknownVersion(let text, let key):
            "\(key) \"\(text.escapingControlCharacters)\" is no version that Tartan knows (0.1.0 to \(CNIVersion.newest))"
        case .noPlugins: "it has neither \"type\" nor \"plugins\""
        case .emptyPlugins: "\"plugins\" is an empty list"
        case .onlyInlinedButNone: "\"loadOnlyInlinedPlugins\" is true, yet there are no \"plugins\""
        }
    }

    /// The code of the specification that fits.
    public var code: CNIError.Code {
        switch self {
        case .syntax, .notAnObject: .undecodable
        case .unknownVersion: .incompatibleVersion
        case .wrongType, .missingName, .invalidName, .missingType, .invalidType, .invalidCapability, .noPlugins,
            .emptyPlugins, .onlyInlinedButNone:
            .invalidConfiguration
        }
    }
}
