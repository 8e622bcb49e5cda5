/// The checks of what plugins accept, by the catalogue.
enum PluginChecks {
    static let configuration: [any ConfigurationCheck] = []
    static let scope: [any ScopeCheck] = []
}
