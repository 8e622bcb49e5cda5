import Findings
import MarkedYAML

/// Validates texts: one after the other as they come, then all together. Reads no file, prints nothing.
package struct Validator: Sendable {
    private let context: ValidationContext
    private var scope = Scope()
    private var sink = FindingSink()
    private var counts = ValidationReport.Counts()

    private static let objectChecks = FormChecks.object
    private static let configurationChecks = FormChecks.configuration
    private static let podChecks = AnnotationChecks.pod
    private static let scopeChecks = ClusterChecks.scope

    package init(_ settings: ValidationSettings = ValidationSettings()) {
        context = ValidationContext(settings: settings)
    }

    /// Reads one text and looks at each thing in it.
    package mutating func add(_ input: InputText) {
        counts.files += 1
        var reader = InputReader(input, context)
        reader.read()
        sink.append(reader.sink)
        for object in reader.objects { add(object) }
        for configuration in reader.configurations {
            counts.configurations += 1
            scope.configurations.append(configuration)
            check(configuration)
        }
        if reader.isForeign { counts.foreign += 1 }
    }

    /// Looks at all things together and tells everything that was found.
    package func report() -> ValidationReport {
        var sink = sink
        for check in Self.scopeChecks { check.check(scope, context, &sink) }
        let findings = sink.findings.enumerated().sorted {
            ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
        }
        return ValidationReport(findings.map(\.element), counts)
    }
}

extension Validator {
    private mutating func add(_ object: KubernetesObject) {
        for check in Self.objectChecks { check.check(object, context, &sink) }
        let facts = ObjectFacts(object, context)
        switch ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) {
        case .definition:
            counts.definitions += 1
            guard let definition = facts.definition(&sink) else { return }
            scope.definitions.append(definition)
            if let configuration = definition.configuration { check(configuration) }
        case .pod: add(facts.pod(template: [], &sink))
        case .workload(let template), .virtualMachine(let template): add(facts.pod(template: template, &sink))
        case .claim:
            counts.claims += 1
            scope.claims.append(object)
        case .list, .foreign: break
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
