/// All that was read, for checks that need the whole.
package struct Scope: Sendable {
    package internal(set) var definitions: [DefinitionFacts] = []
    package internal(set) var pods: [PodFacts] = []
    package internal(set) var claims: [KubernetesObject] = []
    /// Of files of their own.
    package internal(set) var configurations: [ConfigurationFacts] = []
    /// Tartan's and Multus' own, those of `configurations` and the files of Multus' daemon.
    package internal(set) var metaPlugins: [MetaPluginFacts] = []

    package init() {}

    mutating func append(_ other: Scope) {
        definitions += other.definitions
        pods += other.pods
        claims += other.claims
        configurations += other.configurations
        metaPlugins += other.metaPlugins
    }

    /// Of definitions and of files.
    package var allConfigurations: [ConfigurationFacts] {
        definitions.compactMap(\.configuration) + configurations
    }
}
