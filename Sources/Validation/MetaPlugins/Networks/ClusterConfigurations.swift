import ExactJSON

/// Finds the cluster networks that meta-plugins name, as far as they are among what was read.
struct ClusterConfigurations {
    private let networks: [String: DefinitionFacts]
    private let files: [String: [ConfigurationFacts]]
    private let context: ValidationContext

    /// Files of one name that are looked at: thousands in as many folders would take minutes.
    private static let mostOfAName = 100

    init(_ scope: Scope, _ context: ValidationContext) {
        networks = scope.networks
        files = Dictionary(grouping: scope.configurations) { configuration -> String in
            guard case .file(let file) = configuration.owner else { return "" }
            return Self.lastPart(file)
        }
        self.context = context
    }

    subscript(_ settings: MetaPluginFacts) -> ConfigurationFacts? {
        if let first = settings.delegates.first {
            return first.value.object == nil ? nil : ConfigurationFacts(first, .delegate(0), context.catalogue)
        }
        guard let reference = settings.text("clusterNetwork") else { return nil }
        if reference.hasPrefix("/") {
            return files[Self.lastPart(reference), default: []].prefix(Self.mostOfAName).first { configuration in
                guard case .file(let file) = configuration.owner else { return false }
                return OwnFileCheck.isFile(file, at: reference)
            }
        }
        let namespace = settings.text("multusNamespace") ?? context.settings.multusNamespace
        let whole = reference.contains("/") ? reference : "\(namespace)/\(reference)"
        return networks[whole]?.configuration
    }

    private static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }
}
