import ExactJSON
import Findings
import MarkedYAML
package import PluginCatalogue
import Synchronization

/// Does some pieces of work, numbered from 0, in any order and on any threads, and returns when all are done.
package typealias WorkRunner = (_ count: Int, _ work: @Sendable (Int) -> Void) -> Void

/// Validates texts: one after the other as they come, then all together. Reads no file, prints nothing, starts no thread.
package struct Validator: Sendable {
    private let context: ValidationContext
    private var scope = Scope()
    private var sink = FindingSink()
    private var counts = ValidationReport.Counts()
    private var files: [String] = []
    private var suppressions: [Suppression] = []

    private static let objectChecks = FormChecks.object + AnnotationChecks.object
    private static let configurationChecks =
        FormChecks.configuration + PluginChecks.configuration + ChainChecks.configuration + SenseChecks.configuration
        + SettingsChecks.configuration
    private static let podChecks = AnnotationChecks.pod + SenseChecks.pod
    private static let scopeChecks =
        FormChecks.scope + ChainChecks.scope + SenseChecks.scope + ClusterChecks.scope + SettingsChecks.scope

    private let ignored: [Ignored]

    /// - Parameter file: what holds for every validation of a project.
    package init(_ file: SettingsFile = SettingsFile(), catalogue: PluginCatalogue = .standard) {
        context = ValidationContext(settings: file.settings, catalogue: catalogue)
        ignored = file.ignored.map { Ignored(code: $0.code, paths: $0.paths?.map { PathPattern($0) }) }
    }

    private struct Ignored: Sendable {
        let code: String
        let paths: [PathPattern]?

        func covers(_ finding: Finding) -> Bool {
            finding.code == code && paths?.contains { $0.matches(finding.place.file) } ?? true
        }
    }

    /// Reads one text and looks at each thing in it.
    package mutating func add(_ input: InputText) {
        files.append(input.name)
        var reader = InputReader(input, context)
        reader.read()
        sink.append(reader.sink)
        let hasAliases = reader.objects.count > 1 && input.bytes.contains(UInt8(ascii: "*"))
        for object in reader.objects {
            if hasAliases { sink.beginObjectWithAliases() }
            add(object)
        }
        sink.endObjects()
        for configuration in reader.configurations {
            counts.configurations += 1
            scope.configurations.append(configuration)
            check(configuration)
            for settings in MetaPluginFacts.all(of: configuration) { add(settings) }
        }
        for root in reader.daemonFiles {
            counts.configurations += 1
            add(.daemon(root))
        }
        if reader.isForeign { counts.foreign += 1 }
    }

    /// Takes over what another validator of the same settings has read, as if it had been added here.
    package mutating func append(_ other: Validator) {
        scope.append(other.scope)
        sink.append(other.sink)
        counts.add(other.counts)
        files += other.files
        suppressions += other.suppressions
    }

    /// What has to be known of a node on which all this is to work.
    ///
    /// - Parameter folder: that of the node's runtime.
    package func needs(on folder: NodeRuntimeFolder?) -> NodeNeeds {
        var facts = NodeFacts(name: "")
        facts.runtime = folder
        return NodeNeeds(NodeScope(facts, scope, context).configurations, context)
    }

    /// Looks at all things together and tells everything that was found.
    ///
    /// - Parameters:
    ///   - node: on which all this is to work; nil where it is about no node.
    ///   - run: what does the work; without it that is done here, one piece after the other.
    package func report(on node: NodeFacts? = nil, run: WorkRunner = Self.oneByOne) -> ValidationReport {
        var sink = sink
        for found in foundInAll(run) { sink.append(found) }
        if let node {
            let scope = NodeScope(node, scope, context)
            for check in NodeChecks.all { check.check(scope, &sink) }
        }
        var told = Self.unsuppressed(&sink, suppressions)
        if !ignored.isEmpty { told.removeAll { finding in ignored.contains { $0.covers(finding) } } }
        // Their numbers are sorted, for of a hundred thousand findings each copy is thirty megabytes.
        let order = told.indices.sorted { (told[$0].place, $0) < (told[$1].place, $1) }
        var counts = counts
        counts.suppressed = sink.findings.count - told.count
        return ValidationReport(order.map { told[$0] }, files: files, counts)
    }

    package static func oneByOne(_ count: Int, _ work: (Int) -> Void) {
        for index in 0..<count { work(index) }
    }

    /// Of each check of the whole what it finds, in their order.
    private func foundInAll(_ run: WorkRunner) -> [FindingSink] {
        let sinks = Mutex(Array(repeating: FindingSink(), count: Self.scopeChecks.count))
        run(Self.scopeChecks.count) { index in
            var sink = FindingSink()
            Self.scopeChecks[index].check(scope, context, &sink)
            sinks.withLock { $0[index] = sink }
        }
        return sinks.withLock(\.self)
    }

    /// What no object's annotation covers; an annotation that covers nothing is reported.
    private static func unsuppressed(_ sink: inout FindingSink, _ suppressions: [Suppression]) -> [Finding] {
        if suppressions.isEmpty { return sink.findings }
        let byFile = Dictionary(grouping: suppressions.indices) { suppressions[$0].file }
        var used = Set<Int>()
        let told = sink.findings.filter { finding in
            let covering = byFile[finding.place.file, default: []].filter { suppressions[$0].covers(finding) }
            used.formUnion(covering)
            return covering.isEmpty
        }
        let hidden = sink.findings.count - told.count
        for (index, suppression) in suppressions.enumerated() where !used.contains(index) {
            sink.report(
                .needlessSuppression, at: suppression.spot,
                "\(Suppression.annotation) ignores \(suppression.code), which isn't found here")
        }
        return told + sink.findings.dropFirst(told.count + hidden)
    }
}

extension Validator {
    private mutating func add(_ object: KubernetesObject) {
        suppressions += Suppression.all(of: object, &sink)
        for check in Self.objectChecks { check.check(object, context, &sink) }
        let facts = ObjectFacts(object, context)
        switch ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) {
        case .definition:
            counts.definitions += 1
            guard let definition = facts.definition(&sink) else { return }
            scope.definitions.append(definition)
            if let configuration = definition.configuration { check(configuration) }
        case .pod: add(facts.pod(template: [], &sink))
        case .workload(let template): add(facts.pod(template: template, &sink))
        case .virtualMachine(let template): add(facts.machine(template: template, &sink))
        case .claim:
            counts.claims += 1
            scope.claims.append(object)
        case .list, .foreign: break
        }
    }

    private mutating func add(_ settings: MetaPluginFacts) {
        scope.metaPlugins.append(settings)
        for check in SettingsChecks.metaPlugin { check.check(settings, context, &sink) }
        for (index, delegate) in settings.delegates.enumerated() where delegate.value.object != nil {
            let configuration = ConfigurationFacts(delegate, .delegate(index), context.catalogue)
            scope.configurations.append(configuration)
            check(configuration)
        }
    }

    private mutating func add(_ pod: PodFacts) {
        counts.pods += 1
        scope.pods.append(pod)
        for check in Self.podChecks { check.check(pod, context, &sink) }
    }

    private mutating func check(_ configuration: ConfigurationFacts) {
        for check in Self.configurationChecks { check.check(configuration, context, &sink) }
    }
}
