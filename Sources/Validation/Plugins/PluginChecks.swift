/// The checks of what plugins take, all by the catalogue's data.
enum PluginChecks {
    static let configuration: [any ConfigurationCheck] = [PluginTypeCheck(), PluginKeyCheck()]
}
