import CNI
import Synchronization
import Wording

/// What is known of CNI plugins: Tartan's own catalogue, which is in the executable, and files of the user's.
///
/// An entry is read when it is asked for, once: who looks at one configuration pays for its plugins alone.
package final class PluginCatalogue: Sendable {
    /// All names of plugins, in the order of the alphabet, aliases not among them.
    package let types: [String]
    private let files: [String: EmbeddedFiles.File]
    private let typeOfAlias: [String: String]
    private let added: [String: PluginEntry]
    private let cache = Mutex(Cache())

    private struct Cache {
        var shared: SharedKeys?
        var entries: [String: PluginEntry] = [:]
        var keys: [KeysOfPlugin: KeySet] = [:]
    }

    /// Thousands of configurations are of the same few plugins.
    private struct KeysOfPlugin: Hashable {
        let type: String
        let ipam: String?
        let delegate: DelegateSpec?
    }

    /// Tartan's own catalogue.
    package static let standard = PluginCatalogue(EmbeddedFiles.standard.plugins, added: [])

    private init(_ files: [EmbeddedFiles.File], added: [PluginEntry]) {
        self.files = Dictionary(files.map { ($0.type, $0) }) { first, _ in first }
        self.added = Dictionary(added.map { ($0.type, $0) }) { first, _ in first }
        let aliases = files.flatMap { file in file.aliases.map { ($0, file.type) } }
        let addedAliases = added.flatMap { entry in entry.aliases.map { ($0, entry.type) } }
        typeOfAlias = Dictionary(addedAliases + aliases) { first, _ in first }
        types = Set(files.map(\.type) + added.map(\.type)).sorted()
    }

    /// This catalogue and files of the user's. An entry of theirs takes the place of one of the same type.
    ///
    /// - Parameter files: names, for messages, and contents; they are read at once, so that a mistake is told in any case.
    package func adding(files: [(name: String, bytes: [UInt8])]) throws(CatalogueError) -> PluginCatalogue {
        if files.count > Limits.catalogueFiles {
            let reason = "more than \(Limits.catalogueFiles) catalogue files"
            throw CatalogueError(files[Limits.catalogueFiles].name, nil, reason)
        }
        var entries: [PluginEntry] = []
        var names: [String: String] = [:]
        for file in files {
            let entry = try EntryReader(file: file.name, shapes: shared.shapes).entry(file.bytes)
            if let first = names.updateValue(file.name, forKey: entry.type) {
                throw CatalogueError(file.name, nil, "the plugin \"\(entry.type)\" is described in \(first) already")
            }
            entries.append(entry)
        }
        let kept = added.values.filter { names[$0.type] == nil }
        return PluginCatalogue(Array(self.files.values), added: entries + kept)
    }
}

extension PluginCatalogue {
    /// What is known of a plugin by its name or one of its other names; nil if it isn't in the catalogue.
    package func entry(_ type: String) -> PluginEntry? {
        if let entry = added[type] { return entry }
        if let file = files[type] { return entry(of: file) }
        return typeOfAlias[type].flatMap { added[$0] ?? files[$0].flatMap(entry(of:)) }
    }

    /// Names of plugins of which this one may be a misspelling, the nearest first.
    package func nearest(to type: String) -> [String] {
        Spelling.nearest(to: type, in: types + typeOfAlias.keys.sorted(), count: 3)
    }

    /// The keys of a list.
    package var listKeys: KeySet { shared.list }

    /// The keys that every plugin's object has by the specification, whichever plugin it is.
    package var pluginKeys: KeySet { shared.plugin }

    /// All keys of a plugin's object: its own, those that every plugin has and, where another plugin gives the
    /// addresses, those that this one reads beside `ipam`.
    package func keys(of entry: PluginEntry, addressesBy ipam: PluginEntry? = nil) -> KeySet {
        kept(KeysOfPlugin(type: entry.type, ipam: ipam?.type, delegate: nil)) {
            let keys = entry.keys.adding(pluginKeys)
            guard let ipam, ipam !== entry, entry.ipam != .none else { return keys }
            return KeySet(keys.keys + ipam.keys.keys.filter { keys[$0.name] == nil }, rules: keys.rules)
        }
    }

    /// The members of an object that is another plugin's configuration; nil if that plugin isn't known.
    ///
    /// - Parameter type: the object's `type`, if it has one.
    package func keys(of delegate: DelegateSpec, type: String?) -> KeySet? {
        guard let name = type ?? delegate.assumed, let entry = entry(name) else { return nil }
        return kept(KeysOfPlugin(type: entry.type, ipam: nil, delegate: delegate)) {
            let keys =
                delegate.role == .ipam ? entry.ipamKeys.adding(Self.typeKey(of: pluginKeys)) : self.keys(of: entry)
            return KeySet(keys.keys.filter { !delegate.without.contains($0.name) }, rules: keys.rules)
        }
    }

    private func kept(_ name: KeysOfPlugin, _ make: () -> KeySet) -> KeySet {
        if let keys = cache.withLock({ $0.keys[name] }) { return keys }
        let keys = make()
        cache.withLock { $0.keys[name] = keys }
        return keys
    }

    private static func typeKey(of keys: KeySet) -> KeySet { KeySet(keys["type"].map { [$0] } ?? []) }

    private func entry(of file: EmbeddedFiles.File) -> PluginEntry? {
        if let entry = cache.withLock({ $0.entries[file.type] }) { return entry }
        // A test reads every file, so that none of these can fail where people are.
        guard let entry = try? EntryReader(file: file.name, shapes: shared.shapes).entry(file.bytes) else { return nil }
        cache.withLock { $0.entries[file.type] = entry }
        return entry
    }

    private var shared: SharedKeys {
        if let shared = cache.withLock({ $0.shared }) { return shared }
        let shared = (try? SharedKeys(EmbeddedFiles.standard.shared, named: "_shared.yaml")) ?? .none
        cache.withLock { $0.shared = shared }
        return shared
    }
}
