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
    /// Whether the runtime names pods; nerdctl doesn't.
    let namesPod: Bool

    func execute(_ command: CNICommand, withoutNetns: Bool = false) throws(Failure) -> PluginCall.Outcome {
        do throws(PluginCall.Failure) {
            return try PluginCall.run(
                plugin.path, environment: environment(command, withoutNetns: withoutNetns), input: configuration.bytes)
        } catch {
            throw Failure(.couldNotRun, code: "noPlugin", "\(error.reason).")
        }
    }

    /// The call as a command that a shell takes; what is inherited from the environment is left out.
    func commandLine(_ command: CNICommand, withoutNetns: Bool = false) -> String {
        let variables = cniVariables(command, withoutNetns: withoutNetns).map { "\($0.name)=\($0.value.shellWord)" }
        let input = String(decoding: configuration.bytes, as: UTF8.self)
        return "echo \(input.shellWord) |\n  \(variables.joined(separator: " \\\n  ")) \\\n  \(plugin.path.shellWord)\n"
    }

    func json(_ command: CNICommand, withoutNetns: Bool = false) -> JSONValue {
        let variables = cniVariables(command, withoutNetns: withoutNetns)
        let pairs = JSONObject(variables.map { .init(key: $0.name, value: .string($0.value)) })
        return [
            "command": .string(command.rawValue), "plugin": .string(plugin.path), "environment": .object(pairs),
            "configuration": .string(String(decoding: configuration.bytes, as: UTF8.self)),
        ]
    }

    private func environment(_ command: CNICommand, withoutNetns: Bool) -> [EnvironmentVariable] {
        HostEnvironment.variables.filter { !$0.text.hasPrefix("CNI_") }
            + cniVariables(command, withoutNetns: withoutNetns)
    }

    private func cniVariables(_ command: CNICommand, withoutNetns: Bool) -> [EnvironmentVariable] {
        // As the reference library asks for versions: plugins of its first days want these to be set.
        let place = command == .version ? "dummy" : ""
        let forSandbox = [.add, .check, .delete].contains(command)
        var variables: [EnvironmentVariable] = []
        // Without the variable Tartan takes the namespace that it recorded; an empty one means that it is gone.
        if let netns = forSandbox && !withoutNetns ? sandbox.netns : place {
            variables.append(EnvironmentVariable("CNI_NETNS", netns))
        }
        return variables + [
            EnvironmentVariable("CNI_COMMAND", command.rawValue),
            EnvironmentVariable("CNI_CONTAINERID", forSandbox ? sandbox.containerID : ""),
            EnvironmentVariable("CNI_IFNAME", forSandbox ? sandbox.interface : place),
            EnvironmentVariable("CNI_ARGS", forSandbox ? arguments : ""),
            EnvironmentVariable("CNI_PATH", command == .version ? place : HostEnvironment.searchPath),
        ]
    }

    /// As containerd and CRI-O give them; nerdctl, which has no pods, says no more than that unknown ones may come.
    private var arguments: String {
        guard namesPod else { return "IgnoreUnknown=1" }
        guard let pod = sandbox.pod else { return "" }
        var pairs = [
            "IgnoreUnknown=1", "K8S_POD_NAMESPACE=\(pod.namespace)", "K8S_POD_NAME=\(pod.name)",
            "K8S_POD_INFRA_CONTAINER_ID=\(sandbox.containerID)",
        ]
        if let uid { pairs.append("K8S_POD_UID=\(uid)") }
        return pairs.joined(separator: ";")
    }
}
