/// The plugins that attach several networks.
enum MetaPlugin {
    static func isOne(_ plugin: PluginUse) -> Bool { ["tartan", "multus", "multus-shim"].contains(plugin.type) }
}
