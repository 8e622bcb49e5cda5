import ExactJSON

/// A node and the configurations that are to work on it.
struct NodeScope {
    let facts: NodeFacts
    let context: ValidationContext
    /// What was read, and the usable files of the runtime's folder.
    let configurations: [ConfigurationFacts]
    /// Those of the runtime's folder alone.
    let ofRuntime: [ConfigurationFacts]
    /// Whether definitions are among what was read.
    let hasDefinitions: Bool
    /// Those of the folder at which the runtime looks.
    let runtimeFiles: [RuntimeFile]
    /// Nil where its folder wasn't looked at.
    let choice: RuntimeChoice?

    init(_ facts: NodeFacts, _ scope: Scope, _ context: ValidationContext) {
        self.facts = facts
        self.context = context
        hasDefinitions = !scope.definitions.isEmpty
        let files = (facts.runtime?.files ?? []).filter(\.isLookedAt).map { (file: $0, read: RuntimeFile($0)) }
        runtimeFiles = files.map(\.read)
        choice = facts.runtime.map { folder in
            RuntimeChoice(files.map(\.read), folder.runtime) { facts.plugins?.isThere($0) ?? true }
        }
        // Whoever validates the folder's files as well has them twice.
        let known = Set(scope.configurations.map(\.owner))
        ofRuntime = files.compactMap { file, read in
            guard read.problem == nil, case .text(let text) = file.content, let value = read.configuration,
                !known.contains(.file(file.path))
            else { return nil }
            return ConfigurationFacts(JSONCursor(value, in: text), .file(file.path), context.catalogue)
        }
        configurations = scope.allConfigurations + ofRuntime
    }

    /// A file of the runtime's folder by its name.
    func file(_ name: String) -> NodeFile? { facts.runtime?.files?.first { $0.name == name } }
}
