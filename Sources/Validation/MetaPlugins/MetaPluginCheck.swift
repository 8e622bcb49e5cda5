/// A rule over the configuration of a meta-plugin.
protocol MetaPluginCheck: Sendable {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink)
}
