import CNI
import ExactJSON
import LinuxSystem
import TartanCore
import TartanStore

/// Makes such runs, each on an empty node.
struct TrialRunner {
    let ground: TrialGround
    let network: TrialNetwork
    let tartan: PluginExecutable
    /// Where plugins are looked for, the candidate's folder before them.
    let folders: [String]
    let configurationFolder: String
    /// Names that no plugin has made up.
    let known: Set<String>

    /// - Parameter prepare: puts the candidate in its place.
    func run(_ prepare: () throws(Failure) -> Void) throws(Failure) -> TrialRun {
        let pod = try ground.begin()
        try ground.makeLinks()
        try prepare()
        try store()
        let before = try TrialState(ground, pod: pod)
        var steps: [TrialStep] = []
        var answer: JSONValue?
        for command in [CNICommand.add, .check, .delete] {
            if command == .check, steps.contains(where: { !$0.isDone }) { continue }
            let outcome = try call(command)
            if let signal = outcome.signal { throw TrialGround.interrupted(signal) }
            let step = TrialStep(
                command: command, verdict: RunVerdict(outcome, of: command), microseconds: outcome.microseconds)
            if command == .add, step.isDone {
                answer = try? JSONParser.parse(outcome.output, limit: Limits.pluginOutput)
            }
            steps.append(step)
        }
        let processes = TrialProcesses.end()
        let left = try TrialState(ground, pod: pod).left(since: before, known: known)
        return TrialRun(steps: steps, answer: answer, left: left + processes)
    }

    private func store() throws(Failure) {
        let store = try Failure.converting { () throws(StoreError) in
            try Store.open(Self.storeRoot, create: true)
        }
        guard let definition = network.definition else { return }
        _ = try Failure.converting { () throws(StoreError) in try store.putNetwork(definition, durable: false) }
    }

    private static let storeRoot = "\(TrialGround.folder)/store"

    private func call(_ command: CNICommand) throws(Failure) -> PluginCall.Outcome {
        let variables =
            HostEnvironment.variables.filter { !$0.name.hasPrefix("CNI_") && $0.name != "TMPDIR" }
            + [
                ("CNI_COMMAND", command.rawValue), ("CNI_CONTAINERID", Self.container),
                ("CNI_NETNS", TrialGround.netns),
                ("CNI_IFNAME", "eth0"), ("CNI_PATH", folders.joined(separator: ":")), ("TMPDIR", TrialGround.folder),
                ("CNI_ARGS", "IgnoreUnknown=1;K8S_POD_NAMESPACE=\(network.namespace);K8S_POD_NAME=plugin-trial"),
            ].map { EnvironmentVariable($0.0, $0.1) }
        do throws(PluginCall.Failure) {
            return try PluginCall.run(tartan.path, environment: variables, input: JSONValue.object(configuration).bytes)
        } catch {
            throw Failure(.couldNotRun, code: "noPlugin", "\(error.reason).")
        }
    }

    /// The same in every run, so that what is made of it is the same too.
    private static let container = "tartan-plugin-trial"

    private var configuration: JSONObject {
        var requests = network.requests
        requests[Settings.annotationsCapability] = .object(JSONObject())
        return [
            "cniVersion": .string(CNIVersion.newest.description), "name": "plugin-trial", "type": .string(tartan.name),
            "clusterNetwork": .string(network.reference), "multusNamespace": .string(network.namespace),
            "store": .string(Self.storeRoot), "confDir": .string(configurationFolder),
            "binDir": .string(TrialGround.binaries), "agentSocket": .string("\(TrialGround.folder)/no-agent"),
            "cniDir": .string("\(TrialGround.folder)/multus"), "statusWait": 0, "result": "merged",
            "runtimeConfig": .object(requests),
        ]
    }
}
