import ExactJSON
import PluginCatalogue

/// A network configuration, list or single plugin, as far as it is one.
package struct ConfigurationFacts: Sendable {
    /// Where a configuration comes from.
    package enum Owner: Sendable, Hashable {
        /// A definition, `namespace/name`.
        case definition(namespace: String, name: String)
        /// A file of its own.
        case file(String)
        /// An inline configuration of a meta-plugin, by its place in `delegates` from 0.
        case delegate(Int)
    }

    package let owner: Owner
    /// The whole of it: an object.
    package let root: JSONCursor
    /// Written with `plugins`.
    package let isList: Bool
    /// Those plugins that are objects with a type.
    package let plugins: [PluginUse]
    /// Whether its plugins are handed a device: the definition names a device plugin's resource.
    package let hasDevice: Bool
    package let addresses: AddressPools

    /// - Parameter root: an object.
    init(_ root: JSONCursor, _ owner: Owner, _ catalogue: PluginCatalogue, hasDevice: Bool = false) {
        self.root = root
        self.owner = owner
        self.hasDevice = hasDevice
        isList = root["plugins"] != nil
        let objects = isList ? root["plugins"]?.elements ?? [] : [root]
        plugins = objects.enumerated().compactMap { index, cursor in
            guard let type = cursor["type"]?.value.string, !type.isEmpty else { return nil }
            return PluginUse(cursor: cursor, type: type, index: index)
        }
        addresses = AddressPools(plugins, catalogue)
    }

    /// Its own name; nil if it has none, then a definition's name is taken for it.
    package var ownName: String? {
        guard let name = root["name"]?.value.string, !name.isEmpty else { return nil }
        return name
    }

    /// As messages name it: `network infra/storage`, or the file's name.
    package var title: String {
        switch owner {
        case .definition(let namespace, let name): "network \(namespace)/\(name)"
        case .file(let file): ownName.map { "network \"\($0)\"" } ?? file
        case .delegate(let index): ownName.map { "network \"\($0)\"" } ?? "delegates[\(index)]"
        }
    }
}

/// One plugin's object in a configuration.
package struct PluginUse: Sendable {
    package let cursor: JSONCursor
    package let type: String
    /// Its place in the list, from 0.
    package let index: Int

    /// Its IPAM plugin's object, if it has one with a type.
    package var ipam: JSONCursor? {
        guard let ipam = cursor["ipam"], ipam["type"]?.value.string?.isEmpty == false else { return nil }
        return ipam
    }
}
