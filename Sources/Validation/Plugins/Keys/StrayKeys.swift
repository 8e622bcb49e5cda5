import ExactJSON
import PluginCatalogue

/// Keys of a plugin's object and of its `ipam` that belong into the other one, and keys that others look at.
struct StrayKeys {
    let plugin: PluginEntry
    let ipam: PluginEntry?
    /// Keys of the plugin that stand in its `ipam`.
    let ofPlugin: Set<String>
    /// Keys of the IPAM plugin that stand beside `ipam`.
    let ofIPAM: Set<String>
    /// Whether what a plugin is to be given is declared beside the list, or written down; both is told elsewhere.
    let hasOtherCapabilities: Bool
    /// Whether a device of the pod's is handed over.
    let hasDevice: Bool
    private let isList: Bool
    /// Where a missing name is told, with the key that was meant for it.
    private let isNameless: Bool

    /// Keys of a list that libcni also reads of a configuration with a single plugin.
    private static let listKeys: Set<String> = ["disableCheck", "disableGC", "loadOnlyInlinedPlugins", "plugins"]
    private static let cniKeys: Set<String> = ["type", "name", "cniVersion", "cniVersions", "capabilities"]

    init(
        _ use: PluginUse, _ plugin: PluginEntry, addressesBy ipam: PluginEntry?, in configuration: ConfigurationFacts
    ) {
        self.plugin = plugin
        self.ipam = ipam
        isList = configuration.isList
        // A file may be the configuration of a definition that names a resource.
        if case .file = configuration.owner { hasDevice = true } else { hasDevice = configuration.hasDevice }
        hasOtherCapabilities =
            configuration.isList && configuration.root["capabilities"] != nil || use.cursor["runtimeConfig"] != nil
        if case .file = configuration.owner {
            isNameless = !configuration.isList && configuration.root["name"] == nil
        } else {
            isNameless = false
        }
        guard let ipam, plugin !== ipam else {
            (ofPlugin, ofIPAM) = ([], [])
            return
        }
        let outside = use.cursor.members.map(\.key).filter { plugin.keys[$0] == nil && ipam.keys[$0] == nil }
        ofIPAM = Set(outside.filter { ipam.ipamKeys[$0] != nil && $0 != "dns" })
        let inside = use.ipam?.members.map(\.key).filter { ipam.ipamKeys[$0] == nil } ?? []
        ofPlugin = Set(inside.filter { plugin.keys[$0] != nil })
    }

    /// Whether what is to be said of the key is said with the form of configurations.
    func isOfForm(_ spec: KeySpec) -> Bool {
        if spec.reserved != nil { return true }
        // Of a list's plugin nobody else looks at them, and a number instead of a text is refused.
        if isList, spec.name == "name" || spec.name == "cniVersion" { return false }
        return Self.cniKeys.contains(spec.name)
    }

    /// Whether the form looks for the key in another letter case.
    func isSoughtByForm(_ spec: KeySpec) -> Bool { spec.reserved != nil || spec.name == "type" || spec.name == "name" }

    /// Whether the IPAM plugin alone reads the key beside `ipam`, where it looks if it doesn't find what it needs inside.
    func isOfIPAM(_ spec: KeySpec) -> Bool { plugin.keys[spec.name] == nil && ipam?.keys[spec.name] === spec }

    /// Whether a key of the plugin's own object is somebody else's.
    func isForeign(_ key: String) -> Bool { !isList && Self.listKeys.contains(key) }

    /// Whether the key was meant for the name that is missing.
    func isName(_ near: [String]) -> Bool { isNameless && near.contains("name") }
}
