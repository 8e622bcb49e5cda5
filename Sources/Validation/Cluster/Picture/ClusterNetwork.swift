/// One network of the cluster: a definition with what checks of several need to know of it.
struct ClusterNetwork {
    let definition: DefinitionFacts
    let configuration: ConfigurationFacts
    let addresses: AddressPools
    /// Nil where it can't be told on which wire its pods are.
    let segment: Segment?

    /// - Returns: nil for a definition whose configuration can't be read.
    init?(_ definition: DefinitionFacts, _ context: ValidationContext) {
        guard let configuration = definition.configuration else { return nil }
        self.definition = definition
        self.configuration = configuration
        addresses = configuration.addresses
        segment = Segment(configuration)
    }

    var reference: String { definition.reference }

    /// By which plugins keep what they have given out: the configuration's own name, else the definition's.
    var name: String { configuration.ownName ?? definition.name }

    /// The plugin that makes the interface.
    var maker: PluginUse? { configuration.plugins.first { $0.index == 0 } }
}
