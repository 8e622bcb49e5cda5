import CNI
import ExactJSON
import Findings
import PluginCatalogue

/// The versions that all binaries of one configuration answered to VERSION.
struct CommonVersions {
    /// Of the plugins that answered; empty where fewer than two of them can be compared.
    private let answers: [(type: String, versions: [String])]
    private let common: Set<String>
    /// What no release of the plugins speaks is told with the chain.
    private let isToldByCatalogue: Bool

    init(of configuration: ConfigurationFacts, _ plugins: NodePlugins, _ context: ValidationContext) {
        var answers: [(type: String, versions: [String])] = []
        var spoken: Set<CNIVersion>?
        for plugin in NamedPlugin.all(of: configuration) where !answers.contains(where: { $0.type == plugin.type }) {
            guard case .speaks(let versions) = plugins.binary(plugin.type).state else { continue }
            answers.append((plugin.type, versions))
            guard let entry = context.catalogue.entry(plugin.type), !entry.versions.isEmpty else { continue }
            spoken = spoken?.intersection(entry.versions) ?? Set(entry.versions)
        }
        self.answers = answers
        common = answers.dropFirst().reduce(Set(answers.first?.versions ?? [])) { $0.intersection($1.versions) }
        isToldByCatalogue = spoken?.isEmpty ?? false
    }

    /// Whether there are several plugins, and whichever version is written one of them refuses it.
    var isNone: Bool { answers.count > 1 && common.isEmpty && !isToldByCatalogue }

    var highest: CNIVersion? {
        answers.count > 1 ? common.compactMap { CNIVersion($0) }.filter(\.isSupported).max() : nil
    }

    func report(_ configuration: ConfigurationFacts, _ node: NodeScope, _ sink: inout FindingSink) {
        guard isNone else { return }
        let place = configuration.root.member("cniVersion") ?? configuration.root.member("cniVersions")
        let spoken = answers.prefix(6).map { "\($0.type): \(BinaryCheck.span($0.versions))" }
        sink.report(
            .noCommonVersionOnNode, at: place?.value.spot ?? configuration.root.spot,
            "there is no version of CNI that all plugins of \(configuration.title) speak on \(node.facts.name)",
            label: spoken.joined(separator: "; ") + (answers.count > 6 ? "; …" : ""),
            notes: ["Whichever version is written, one of them refuses every call. Install releases of one age."])
    }
}
