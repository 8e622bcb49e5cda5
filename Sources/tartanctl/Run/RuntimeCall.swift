import CNI
import ExactJSON
import TartanCore
import TartanStore

/// One execution of `tartan` as a runtime makes it: environment, configuration on stdin, answer on stdout.
struct RuntimeCall {
    let plugin: PluginExecutable
    let configuration: RuntimeConfiguration
    let sandbox: RunSandbox
    let uid: String?
    /// nerdctl names no pod.
    let namesPod: Bool

    func execute(_ command: CNICommand, withoutNetns: Bool = false) throws(Failure) -> PluginCall.Outcome {
        do throws(PluginCall.Failure) {
            return try PluginCall.run(
                plugin.path, environment: environment(command, withoutNetns: withoutNetns), input: configuration.bytes)
        } catch {
            throw Failure(.couldNotRun, code: "noPlugin", "\(error.reason).")
        }
    }

    /// What the plugin said, else how it ended.
    func failure(_ outcome: PluginCall.Outcome, _ command: CNICommand) -> Failure {
        let answer = try? JSONParser.parse(outcome.output, limit: Limits.pluginOutput)
        if let error = answer.flatMap({ CNIError($0) }) { return Failure(error) }
        let words = String(decoding: outcome.standardError, as: UTF8.self)
        return Failure(
            .no, code: "plugin", "\(plugin.path) \(outcome.ending) and gave no error.",
            hints: words.isEmpty ? [] : [words])
    }

    private func environment(_ command: CNICommand, withoutNetns: Bool) -> [EnvironmentVariable] {
        let inherited = HostEnvironment.variables.filter { !$0.name.hasPrefix("CNI_") }
        let forSandbox = [.add, .check, .delete].contains(command)
        return inherited + [
            EnvironmentVariable("CNI_COMMAND", command.rawValue),
            EnvironmentVariable("CNI_CONTAINERID", forSandbox ? sandbox.containerID : ""),
            EnvironmentVariable("CNI_NETNS", forSandbox && !withoutNetns ? sandbox.netns : ""),
            EnvironmentVariable("CNI_IFNAME", forSandbox ? sandbox.interface : ""),
            EnvironmentVariable("CNI_ARGS", forSandbox ? arguments : ""),
            EnvironmentVariable("CNI_PATH", HostEnvironment.searchPath),
        ]
    }

    /// As containerd gives them.
    private var arguments: String {
        guard namesPod, let pod = sandbox.pod else { return "" }
        var pairs = [
            "IgnoreUnknown=1", "K8S_POD_NAMESPACE=\(pod.namespace)", "K8S_POD_NAME=\(pod.name)",
            "K8S_POD_INFRA_CONTAINER_ID=\(sandbox.containerID)",
        ]
        if let uid { pairs.append("K8S_POD_UID=\(uid)") }
        return pairs.joined(separator: ";")
    }
}
