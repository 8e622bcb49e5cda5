import ArgumentParser
import CNI
import ExactJSON
import Glibc
import LinuxSystem
import MultiNetwork
import TartanCore
import TartanStore

/// `tartanctl explain`: what an ADD would do, and why, without doing it. The plan is made by the plugin's own resolver.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what an ADD would attach to a pod, and why, without doing it.")

    @Argument(help: ArgumentHelp("The pod, NAMESPACE/NAME or NAME.", valueName: "pod"))
    var pod: String

    @Option(name: .customLong("ifname"), help: "The interface that the runtime names.")
    var interface = "eth0"

    @Flag(name: .customLong("configs"), help: "Also the exact configuration that each plugin gets.")
    var configurations = false

    @Flag(name: .customLong("show-secrets"), help: "Don't hide passwords, tokens and keys in configurations.")
    var showsSecrets = false

    @OptionGroup var configuration: ConfigurationOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    mutating func run() throws {
        let opened = try store.open()
        let lookup = ObjectLookup(
            store: opened, namespace: namespace.namespace, command: "tartanctl explain", suffix: store.suffix)
        let key = try lookup.key(pod)
        let object = try lookup.object(.pod, key)
        let entry: PodIdentity
        do throws(DefinitionError) { entry = try PodIdentity(object, defaultNamespace: key.namespace) } catch {
            throw Failure(.no, code: "badInput", "\(error).")
        }
        let explanation = try explain(entry, opened)
        switch report.format {
        case .text: try Console.print(explanation.text(configurations: configurations, again: again(key)))
        case .json: try Console.print(explanation.json.indentedText + "\n")
        }
    }

    private func explain(_ pod: PodIdentity, _ store: Store) throws(Failure) -> Explanation {
        let ownName = "tartan"
        var runtime = try RuntimeConfiguration.load(configuration, store: self.store, types: [ownName])
        if !configuration.withoutAnnotations {
            let annotations = JSONObject(
                pod.annotations.all.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value)) })
            _ = runtime.give(Settings.annotationsCapability, .object(annotations))
        }
        let settings = try runtime.settings(ownName: ownName)
        // Nobody is asked behind the store: that would change it.
        let resolver = Resolver(
            settings: settings, store: store, remote: nil, searchPath: HostEnvironment.searchPath, ownName: ownName,
            ownExecutable: nil)
        let arguments = PodArguments(namespace: pod.namespace, name: pod.name, uid: pod.uid)
        do throws(PlanError) {
            let plan = try resolver.plan(PlanRequest(pod: arguments, interface: interface))
            return Explanation(
                pod: arguments.fullName, plan: plan, configuration: runtime.source, settings: settings,
                showsSecrets: showsSecrets)
        } catch {
            throw Failure(CNIError(.plan(error), subject: arguments.fullName))
        }
    }

    private func again(_ key: ObjectKey) -> String { "tartanctl explain \(key) --configs\(store.suffix)" }
}

extension Failure {
    /// What the plugin would answer, in its own words.
    init(_ error: CNIError) {
        self.init(
            .no, code: "plugin", error.message, hints: error.details.map { [$0] } ?? [],
            facts: ["cniCode": .integer(error.code.rawValue)])
    }
}
