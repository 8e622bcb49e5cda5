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
        abstract: "Tell what an ADD would attach to a pod, and why, without doing it; or what a finding means.",
        discussion: """
            Examples:
              tartanctl explain shop/web
              tartanctl explain -n shop -l app=web
              tartanctl explain TN1022          what validate means by it, and what to do
              tartanctl explain shop/web -o svg >web.svg
              tartanctl explain codes           all findings that there are
              tartanctl explain --diff FILE     what applying it would change
              tartanctl explain --diff OLD NEW  what a change between two means

            With -l the pods with certain labels are explained, with -A those of all namespaces.

            -o dot and -o svg draw the pod's interfaces, networks, what of the node these are made on, and routes: as the \
            record has them where the pod is attached, else as planned.

            --diff compares files, folders (with -R the folders in them) or - for stdin. One of them is compared with \
            the store: objects that it doesn't name stay as they are. Two of them are compared with each other; with \
            --store, what neither names is the store's. Exit status of --diff: 0 no difference, 1 differences, 2 trouble.
            """)

    @Argument(
        help: ArgumentHelp(
            "The pod, NAMESPACE/NAME or NAME; a finding's code; or codes. With --diff one or two paths.",
            valueName: "pod|code|path"))
    var subjects: [String] = []

    @Flag(name: .customLong("diff"), help: "What changed definitions and pods mean, for which pods.")
    var isDiff = false

    @Option(
        name: .filename,
        help: ArgumentHelp(
            "Files or folders whose networks and pods are put over the store's. May be given several times.",
            valueName: "path"))
    var files: [String] = []

    @Flag(name: .recursive, help: "Also the folders in a folder.")
    var recursive = false

    @Flag(name: .customLong("planned"), help: "Draw what an ADD would attach, even where the pod has its networks.")
    var isPlanned = false

    @Option(name: .customLong("ifname"), help: "The interface that the runtime names.")
    var interface = "eth0"

    @Flag(name: .customLong("configs"), help: "Also the exact configuration that each plugin gets.")
    var configurations = false

    @Flag(name: .customLong("show-secrets"), help: "Don't hide passwords, tokens and keys in configurations.")
    var showsSecrets = false

    @OptionGroup var configuration: ConfigurationOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var store: StoreOptions

    @Option(name: .output, help: "text, json, dot or svg.")
    var output: ExplainFormat = .text

    private static let ownName = "tartan"

    mutating func validate() throws {
        if isDiff, subjects.count > 2 { throw ValidationError("--diff compares one or two paths") }
        if isDiff, subjects.count(where: { $0 == "-" }) > 1 { throw ValidationError("stdin can be one side only") }
        if isDiff, !files.isEmpty { throw ValidationError("--diff takes its paths without -f") }
        if isDiff, isSelection { throw ValidationError("--diff tells of all pods, without -l and -A") }
        if isDiff, subjects.isEmpty { throw ValidationError("--diff needs a path: a file, a folder or -") }
        if isDiff { return }
        if subjects.count > 1 { throw ValidationError("name one pod, or one code") }
        if isSelection, !subjects.isEmpty { throw ValidationError("name a pod, or select pods with -l or -A") }
        if !isSelection, subjects.isEmpty { throw ValidationError("name a pod, NAMESPACE/NAME, or a finding's code") }
        if isSelection, !files.isEmpty { throw ValidationError("-l and -A select pods of the store, without -f") }
    }

    private var isSelection: Bool { scope.everywhere || scope.labels.selector != nil }

    mutating func run() throws {
        if isDiff {
            let diff = ExplainDiff(
                paths: subjects, recursively: recursive, namespace: scope.namespace.chosen, interface: interface,
                showsSecrets: showsSecrets)
            return try diff.run(configuration, store, asJSON: output.report("differences") == .json)
        }
        if isSelection { return try tellAll(output.report("several pods")) }
        let subject = subjects.first ?? ""
        if ExplainFinding.isMeant(subject) { return try ExplainFinding.print(subject, output.report("findings")) }
        let key = try ObjectLookup.key(subject, namespace: scope.namespace.namespace)
        switch output {
        case .text, .json: try tell(key)
        case .dot: try Console.print(DOTPicture(picture: try picture(key)).text)
        case .svg: try Console.print(SVGPicture(try picture(key)).text)
        }
    }

    private func tell(_ key: ObjectKey) throws(Failure) {
        let told = try told(key)
        try Console.print(output == .text ? told.text : told.json.indentedText + "\n")
    }

    /// Those that can't be explained hide none of the rest.
    private func tellAll(_ format: ReportFormat) throws(Failure) {
        let runtime = try RuntimeConfiguration.load(configuration, store: store, types: [Self.ownName])
        let query = ObjectQuery(
            NamedObjects(kind: .pods), scope, in: try open(runtime), command: "tartanctl explain", suffix: suffix)
        var told: [ObjectDescription] = []
        var failures: [Failure] = []
        let keys = try query.selectedKeys(.pod)
        for key in keys {
            do throws(Failure) { told.append(try self.told(key)) } catch { failures.append(error) }
        }
        switch format {
        case .text:
            if keys.isEmpty { return Console.note(try query.emptyNote(.pod) + "\n") }
            try Console.print(told.map(\.text).joined(separator: "\n\n"))
        case .json: try Console.print(JSONValue.object(["items": .array(told.map(\.json))]).indentedText + "\n")
        }
        guard let failure = Failure(failures) else { return }
        Console.note(FailureReport.text(failure))
        throw .reported(.no)
    }

    private func told(_ key: ObjectKey) throws(Failure) -> ObjectDescription {
        let runtime = try RuntimeConfiguration.load(configuration, store: store, types: [Self.ownName])
        let side = try side(runtime)
        let value = try pod(key, side)
        let entry: PodIdentity
        do throws(DefinitionError) { entry = try PodIdentity(value, defaultNamespace: key.namespace) } catch {
            throw Failure(.no, code: "badInput", "\(error).")
        }
        let explanation = try explain(entry, side, runtime)
        var object = explanation.json.object ?? JSONObject()
        object["picture"] =
            (try attached(key, side) ?? PodPicture(key.description, planned: explanation.plan.attachments)).json
        return ObjectDescription(
            text: explanation.text(configurations: configurations, again: again(key)), json: .object(object))
    }

    /// What the pod has, if it has something, else what it would get.
    private func picture(_ key: ObjectKey) throws(Failure) -> PodPicture {
        let runtime =
            files.isEmpty
            ? try RuntimeConfiguration.load(configuration, store: store, types: [Self.ownName])
            : try RuntimeConfiguration.known(configuration, store: store)
        let side = try side(runtime)
        if let picture = try attached(key, side) { return picture }
        let node = try RehearsedNode(runtime, interface: interface)
        let outlook = PodOutlook(DiffedObject(kind: .pod, key: key), try pod(key, side), on: side, node)
        if let error = outlook.error { throw Failure(error, subject: key.description) }
        return PodPicture(key.description, planned: outlook.attachments)
    }

    private func attached(_ key: ObjectKey, _ side: DiffSide) throws(Failure) -> PodPicture? {
        guard let store = side.base, files.isEmpty, !isPlanned else { return nil }
        let records = try ListedRecord.all(in: store).records.filter { $0.isOf(key) && $0.state != .gone }
        return PodPicture(key.description, records)
    }

    /// The store, with what `-f` names over it.
    private func side(_ runtime: RuntimeConfiguration?) throws(Failure) -> DiffSide {
        if files.isEmpty, let runtime { return DiffSide(name: "the store", objects: [:], base: try open(runtime)) }
        let manifests = try Manifests(
            try InputFile.all(files, recursively: recursive),
            ManifestRules(namespace: scope.namespace.chosen, readsTemplates: true))
        var beneath: Store?
        do throws(Failure) {
            if let runtime { beneath = try open(runtime) } else { beneath = try store.open() }
        } catch {
            // Files may be all that there is.
            guard error.code == "noStore", store.chosenRoot == nil else { throw error }
        }
        return DiffSide(name: "files", objects: DiffSide.objects(manifests), base: beneath)
    }

    private func pod(_ key: ObjectKey, _ side: DiffSide) throws(Failure) -> JSONValue {
        let found = try Failure.converting { () throws(StoreError) in
            try side.value(DiffedObject(kind: .pod, key: key))
        }
        let templates = side.objects.filter { $0.key.kind == .pod && $0.key.key == key }
        if let value = found ?? templates.min(by: { $0.key < $1.key })?.value.value { return value }
        guard let store = side.base, files.isEmpty else {
            let places = files + (side.base.map { [$0.root] } ?? [])
            throw Failure(
                .no, code: "notFound", "no pod \"\(key)\" in \(places.joined(separator: ", ")).",
                facts: ["kind": "pod", "namespace": .string(key.namespace), "name": .string(key.name)])
        }
        let lookup = ObjectLookup(
            store: store, namespace: scope.namespace.namespace, command: "tartanctl explain", suffix: suffix)
        throw try lookup.notFound(.pod, key)
    }

    /// The store that the plugin would work on: the configuration's own, unless the person names another.
    private func open(_ runtime: RuntimeConfiguration) throws(Failure) -> Store {
        guard store.origin == nil, runtime.storeRoot != store.root else { return try store.open() }
        do throws(StoreError) { return try Store.open(runtime.storeRoot, create: false) } catch {
            guard case .noStore = error else { throw Failure(error) }
            throw Failure(
                .couldNotRun, code: "noStore", "there is no store at \(runtime.storeRoot) (set by \(runtime.source)).",
                hints: [
                    "Make one: tartanctl apply -f FILE --store \(runtime.storeRoot)       Or name one: --store DIR"
                ],
                facts: ["store": .string(runtime.storeRoot)])
        }
    }

    private func explain(
        _ pod: PodIdentity, _ side: DiffSide, _ configured: RuntimeConfiguration
    ) throws(Failure) -> Explanation {
        let ownName = Self.ownName
        var runtime = configured
        if !configuration.withoutAnnotations {
            let annotations = JSONObject(
                pod.annotations.all.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value)) })
            _ = runtime.give(Settings.annotationsCapability, .object(annotations))
        }
        let settings = try runtime.settings(ownName: ownName)
        // Nobody is asked behind the store: that would change it.
        let resolver = Resolver(
            settings: settings, store: side, remote: nil, searchPath: HostEnvironment.searchPath, ownName: ownName,
            ownExecutable: nil, devices: DeviceLookup(settings, deadline: .after(milliseconds: Limits.agentFetch)))
        // By this uid the kubelet knows a static pod, and gives it to the runtime.
        let uid = pod.annotations[Annotation.configHash] ?? pod.uid
        let arguments = PodArguments(namespace: pod.namespace, name: pod.name, uid: uid)
        do throws(PlanError) {
            let plan = try resolver.plan(PlanRequest(pod: arguments, interface: interface))
            return Explanation(
                pod: arguments.fullName, plan: plan, configuration: runtime.source, settings: settings,
                showsSecrets: showsSecrets, managers: managers(plan, resolver), remarks: remarks(plan, runtime))
        } catch {
            throw Failure(error, subject: arguments.fullName)
        }
    }

    /// Where the binaries that plugins call for addresses are found; those that aren't are left out.
    private func managers(_ plan: Plan, _ resolver: Resolver) -> [String: String] {
        var paths: [String: String] = [:]
        for plugin in plan.attachments.flatMap(\.plugins) {
            guard let type = Explanation.manager(of: plugin) else { continue }
            paths[type] = resolver.binary(type)
        }
        return paths
    }

    private func remarks(_ plan: Plan, _ runtime: RuntimeConfiguration) -> [String] {
        let ignored = plan.ignored.map { "\($0.explained.sentence): ignored whole, as invalidAnnotation says" }
        return (ignored.map { [$0] } ?? []) + UnusedKeys.remarks(on: runtime.object)
    }

    private func again(_ key: ObjectKey) -> String { "tartanctl explain \(key) --configs\(suffix)" }

    /// What a proposed command must carry to mean the same.
    private var suffix: String {
        let file = configuration.file.map { " --config \($0)" } ?? ""
        let network = configuration.clusterNetwork.map { " --cluster-network \($0)" } ?? ""
        let manifests = files.map { " -f \($0.shellWord)" }.joined() + (recursive ? " -R" : "")
        return file + network + manifests + store.suffix
    }
}

extension Failure {
    /// What the plugin would answer, in its own words.
    init(_ error: CNIError) {
        self.init(
            .no, code: "plugin", error.message, hints: error.details.map { [$0] } ?? [],
            facts: ["cniCode": .integer(error.code.rawValue)])
    }

    /// With what the pod's owner isn't told.
    init(_ error: PlanError, subject: String) {
        self.init(CNIError(.plan(error), subject: subject))
        if let words = error.confidential { hints.insert("On this node: \(words).", at: 0) }
    }
}
