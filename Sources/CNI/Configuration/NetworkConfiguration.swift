public import ExactJSON

/// A network configuration list (section 1), or a single plugin's configuration, which counts as a list of one.
///
/// The rules are libcni's for lists: the versions, the three booleans, plugins that are loaded from a folder.
public struct NetworkConfiguration: Sendable, Equatable {
    /// Nil where the text has none: the caller injects one (multi-network specification 3.4.2).
    public var name: String?
    /// The highest of `cniVersion` and `cniVersions` up to 1.1.0; 0.2.0 where neither is given.
    public let version: CNIVersion
    public let disableCheck: Bool
    public let disableGC: Bool
    /// True: plugins beside the list, in the folder of its name, are not for it.
    public let loadOnlyInlinedPlugins: Bool
    public var plugins: [PluginConfiguration]
    /// Written with `plugins`, not as a single plugin.
    public let isList: Bool

    public init(text: [UInt8], limit: Int) throws(ConfigurationError) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(text, limit: limit) } catch { throw .syntax(error) }
        try self.init(value)
    }

    public init(_ value: JSONValue) throws(ConfigurationError) {
        guard let object = value.object else { throw .notAnObject(found: value.kindName) }
        name = try Self.name(object)
        version = try Self.version(object)
        disableCheck = try Self.flag("disableCheck", of: object)
        disableGC = try Self.flag("disableGC", of: object)
        loadOnlyInlinedPlugins = try Self.flag("loadOnlyInlinedPlugins", of: object)
        isList = object["plugins"] != nil || object["type"] == nil
        guard let list = object["plugins"] else {
            plugins = object["type"] == nil ? [] : [try PluginConfiguration(value, place: "the configuration")]
            if plugins.isEmpty, loadOnlyInlinedPlugins { throw .onlyInlinedButNone }
            return
        }
        guard let elements = list.array else {
            throw .wrongType(key: "plugins", found: list.kindName, expected: "a list of objects")
        }
        if elements.isEmpty { throw .emptyPlugins }
        plugins = []
        for (index, element) in elements.enumerated() {
            plugins.append(try PluginConfiguration(element, place: "plugins[\(index)]"))
        }
    }

    private static func name(_ object: JSONObject) throws(ConfigurationError) -> String? {
        guard let value = object["name"], !value.isNull else { return nil }
        guard let name = value.string else {
            throw .wrongType(key: "name", found: value.kindName, expected: "a string")
        }
        if name.isEmpty { return nil }
        do throws(InvalidName) { try Identifier.validate(name) } catch { throw .invalidName(error) }
        return name
    }

    private static func version(_ object: JSONObject) throws(ConfigurationError) -> CNIVersion {
        var candidates: [CNIVersion] = []
        var stated: String?
        if let value = object["cniVersion"], !value.isNull {
            guard let text = value.string else {
                throw .wrongType(key: "cniVersion", found: value.kindName, expected: "a string")
            }
            if !text.isEmpty {
                stated = text
                if let version = CNIVersion(text), version <= .newest { candidates.append(version) }
            }
        }
        if let value = object["cniVersions"], !value.isNull {
            guard let list = value.array else {
                throw .wrongType(key: "cniVersions", found: value.kindName, expected: "a list of versions")
            }
            for element in list {
                guard let text = element.string, let version = CNIVersion(text) else {
                    throw .unknownVersion(element.string ?? element.text, key: "cniVersions")
                }
                if version <= .newest { candidates.append(version) }
            }
        }
        if let highest = candidates.filter(\.isSupported).max() { return highest }
        if let stated { throw .unknownVersion(stated, key: "cniVersion") }
        if let unknown = candidates.max() { throw .unknownVersion(unknown.description, key: "cniVersions") }
        return .unstated
    }

    /// A boolean, or the strings "true" and "false" in any case, as 0.4.0 has it.
    private static func flag(_ key: String, of object: JSONObject) throws(ConfigurationError) -> Bool {
        guard let value = object[key], !value.isNull else { return false }
        if let boolean = value.boolean { return boolean }
        switch value.string?.lowercased() {
        case "true": return true
        case "false": return false
        default: throw .wrongType(key: key, found: value.kindName, expected: "true or false")
        }
    }
}
