import ArgumentParser
import CNI
import ExactJSON
import Glibc
import LinuxSystem
import MultiNetwork
import TartanCore
import TartanStore

/// `tartanctl run`: plays the container runtime. `tartan` is executed as containerd, CRI-O or nerdctl would execute it.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Call the plugin as a container runtime would: attach, check or detach a sandbox.",
        discussion: """
            The pod's annotations are handed over as containerd and CRI-O do it. DEL needs no --netns, and finds the sandbox \
            in the records. With --dry-run nothing is called: what would be is printed as commands that a shell takes.

            Examples:
              sudo tartanctl run ADD --pod shop/web --netns web
              sudo tartanctl run CHECK --pod shop/web --netns web
              sudo tartanctl run DEL --pod shop/web --netns web
              sudo tartanctl run ADD --pod shop/web --netns web --as crio -o json
              tartanctl run ADD --pod shop/web --netns web --dry-run
              tartanctl run VERSION
            """)

    @Argument(help: ArgumentHelp("ADD, CHECK, DEL, GC, STATUS or VERSION.", valueName: "command"))
    var word: CommandWord

    private var command: CNICommand { word.command }

    @Option(help: ArgumentHelp("The pod, NAMESPACE/NAME; its annotations come from the store.", valueName: "pod"))
    var pod: String?

    @Option(help: ArgumentHelp("The sandbox: a name of `ip netns`, a path, or a process id.", valueName: "netns"))
    var netns: String?

    @Option(
        name: .customLong("container-id"),
        help: ArgumentHelp(
            "The sandbox's id (default: made of pod and namespace; at DEL without --netns, the one in the records).",
            valueName: "id"))
    var containerID: String?

    @Option(name: .customLong("ifname"), help: "The interface that the runtime names.")
    var interface = "eth0"

    @Option(
        help: ArgumentHelp(
            "The tartan to call (default: the one beside tartanctl, else of CNI_PATH).", valueName: "path"))
    var plugin: String?

    @Option(
        name: .customLong("as"), help: "Whose order of calls and reading of the answer: containerd, crio or nerdctl.")
    var runtime: PlayedRuntime?

    @Option(
        name: .output, help: "table, or json: exactly what the plugin answered.")
    var format: RunFormat = .table

    @OptionGroup var dryRun: DryRunOptions
    @OptionGroup var configuration: ConfigurationOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var store: StoreOptions

    mutating func validate() throws {
        guard [.add, .check, .delete].contains(command) else { return }
        if pod == nil, containerID == nil { throw ValidationError("\(command.rawValue) needs --pod or --container-id") }
        if netns == nil, command != .delete { throw ValidationError("\(command.rawValue) needs --netns") }
    }

    mutating func run() throws {
        let plugin = try PluginExecutable.find(plugin, searchPath: HostEnvironment.searchPath)
        var runtimeConfiguration =
            command == .version
            ? .probe : try RuntimeConfiguration.load(configuration, store: store, types: ["tartan", plugin.name])
        let sandbox = try sandbox(runtimeConfiguration)
        let uid = try handOver(sandbox, &runtimeConfiguration)
        for remark in runtimeConfiguration.remarks { Console.note("note: \(remark)\n") }
        if command == .garbageCollect {
            runtimeConfiguration.set(GarbageList.key, try GarbageList.valid(try store.open(for: runtimeConfiguration)))
        }
        let call = RuntimeCall(
            plugin: plugin, configuration: runtimeConfiguration, sandbox: sandbox, uid: uid,
            namesPod: runtime?.knowsPods ?? true)
        if dryRun.isOn { return try tell(call) }
        for before in runtime?.commands(before: command) ?? [] { try prepare(call, before) }
        let outcome = try execute(call, command)
        for after in runtime?.commands(after: command) ?? [] { _ = try execute(call, after) }
        try print(outcome, call, sandbox)
    }

    private func sandbox(_ configuration: RuntimeConfiguration) throws(Failure) -> RunSandbox {
        var key: ObjectKey?
        if let pod { key = try ObjectLookup.key(pod, namespace: namespace.namespace) }
        var id = containerID
        if id == nil, netns == nil, command == .delete, let key, let store = try? store.open(for: configuration) {
            id = try RunSandbox.attached(key, interface, in: store)
        }
        return try RunSandbox(pod: key, netns: netns, containerID: id, interface: interface)
    }

    /// Gives the stored pod's annotations to the call as containerd does.
    /// - Returns: the pod's uid.
    private func handOver(
        _ sandbox: RunSandbox, _ configuration: inout RuntimeConfiguration
    ) throws(Failure) -> String? {
        guard let key = sandbox.pod, runtime?.knowsPods ?? true else { return nil }
        let object: JSONValue
        switch command {
        case .add:
            // It has to know what the pod asks for.
            let lookup = ObjectLookup(
                store: try store.open(for: configuration), namespace: namespace.namespace,
                command: "tartanctl run \(command.rawValue) --pod", suffix: store.suffix)
            object = try lookup.object(.pod, key)
        case .check, .delete:
            // What was attached is known without the pod, which may be gone.
            guard let opened = try? store.open(for: configuration), let found = try? opened.object(.pod, key) else {
                return nil
            }
            object = found
        case .garbageCollect, .status, .version: return nil
        }
        if !self.configuration.withoutAnnotations {
            _ = configuration.give(
                Settings.annotationsCapability, object["metadata"]?["annotations"] ?? .object(JSONObject()))
        }
        return object["metadata"]?["uid"]?.string
    }

    /// What would be called, in its order.
    private func tell(_ call: RuntimeCall) throws(Failure) {
        let before = (runtime?.commands(before: command) ?? []).map { ($0, true) }
        let after = (runtime?.commands(after: command) ?? []).map { ($0, false) }
        let calls = before + [(command, false)] + after
        switch format {
        case .table:
            try Console.print(
                calls.map { call.commandLine($0.0, withoutNetns: $0.1) }.joined(separator: "\n"))
        case .json:
            let all = calls.map { call.json($0.0, withoutNetns: $0.1) }
            let document: JSONValue = ["dryRun": true, "calls": .array(all)]
            try Console.print(document.indentedText + "\n")
        }
    }

    /// A call whose failure is no reason to go no further; a signal is.
    private func prepare(_ call: RuntimeCall, _ command: CNICommand) throws(Failure) {
        let outcome = try call.execute(command, withoutNetns: true)
        if let signal = outcome.signal {
            throw Failure(
                .no, code: "interrupted",
                "signal \(signal) came during the \(command.rawValue) before; the \(self.command.rawValue) was not begun."
            )
        }
        switch RunVerdict(outcome, of: command) {
        case .done: break
        case .refused(let error):
            Console.note("note: \(command.rawValue) before: \(error.message.escapingControlCharacters)\n")
        case .broken(let ending): Console.note("note: \(command.rawValue) before: \(call.plugin.path) \(ending).\n")
        }
    }

    /// One call; an error of the plugin ends the command with it.
    private func execute(_ call: RuntimeCall, _ command: CNICommand) throws(Failure) -> PluginCall.Outcome {
        let outcome = try call.execute(command)
        switch RunVerdict(outcome, of: command) {
        case .done: return outcome
        case .refused(let error):
            guard format == .json else { throw Failure(error) }
            try Console.print(outcome.output)
            throw .reported(.no)
        case .broken(let ending):
            let words = String(decoding: outcome.standardError, as: UTF8.self)
            throw Failure(
                .no, code: "plugin", "\(call.plugin.path) \(ending).",
                hints: words.split(separator: "\n").map(String.init))
        }
    }

    private func print(_ outcome: PluginCall.Outcome, _ call: RuntimeCall, _ sandbox: RunSandbox) throws(Failure) {
        if format == .json { return try Console.print(outcome.output) }
        if command == .version { return try Console.print(outcome.output + [UInt8(ascii: "\n")]) }
        let milliseconds = Milliseconds.text(outcome.microseconds)
        switch command {
        case .add:
            let report = AttachReport(call: call, outcome: outcome)
            try Console.print(report.text)
            if let runtime { try Console.print(report.podIPs(runtime)) }
        case .check: try Console.print("\(sandbox.subject) is as it was attached (CHECK took \(milliseconds))\n")
        case .delete: try Console.print("\(sandbox.subject) is detached (DEL took \(milliseconds))\n")
        case .garbageCollect:
            try Console.print("nothing is left of what is no longer listed (GC took \(milliseconds))\n")
        case .status: try Console.print("an ADD could work now (STATUS took \(milliseconds))\n")
        case .version: break
        }
    }
}

/// The command as it is typed, in upper or lower case.
struct CommandWord: ExpressibleByArgument {
    let command: CNICommand

    init?(argument: String) {
        guard let command = CNICommand(rawValue: argument.uppercased()) else { return nil }
        self.command = command
    }
}

/// How `run` prints an answer.
enum RunFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
}
