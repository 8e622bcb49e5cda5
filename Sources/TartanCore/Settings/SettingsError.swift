package import CNI
package import ExactJSON

/// What is wrong with Tartan's own network configuration.
package enum SettingsError: Error, Equatable, Sendable {
    case syntax(JSONError)
    case notAnObject(found: String)
    case unusable(key: String, value: String, expected: String, SettingsFault)
    case missingName
    case invalidName(InvalidName)
    case unknownVersion(String)
    case noClusterNetwork
}

extension SettingsError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .syntax(let error): "Tartan's configuration is not JSON: \(error)"
        case .notAnObject(let found): "Tartan's configuration is \(found), expected an object"
        case .unusable(let key, let value, let expected, _):
            "Tartan's configuration has \"\(key.escapingControlCharacters)\": \(value.escapingControlCharacters), expected \(expected)"
        case .missingName: "Tartan's configuration has no \"name\""
        case .invalidName(let name): "The name of Tartan's network, \(name)"
        case .unknownVersion(let text):
            "CNI version \"\(text.escapingControlCharacters)\" of Tartan's configuration is not supported"
        case .noClusterNetwork: "Tartan's configuration has neither \"clusterNetwork\" nor \"delegates\""
        }
    }
}
