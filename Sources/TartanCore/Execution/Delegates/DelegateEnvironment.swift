import CNI

/// The environment that a delegate gets: the runtime's, less what would change how a program is loaded, with the CNI_
/// variables of the attachment, each once.
enum DelegateEnvironment {
    /// The CNI_ variables of one execution.
    struct Call: Sendable, Equatable {
        var command: CNICommand
        var containerID: String
        var netns: String
        var interface: String
        var arguments: String
        var searchPath: String

        var variables: [EnvironmentVariable] {
            [
                EnvironmentVariable("CNI_COMMAND", command.rawValue),
                EnvironmentVariable("CNI_CONTAINERID", containerID),
                EnvironmentVariable("CNI_NETNS", netns),
                EnvironmentVariable("CNI_IFNAME", interface),
                EnvironmentVariable("CNI_ARGS", arguments),
                EnvironmentVariable("CNI_PATH", searchPath),
            ]
        }
    }

    static func make(inheriting environment: [EnvironmentVariable], _ call: Call) -> [String] {
        let own = call.variables
        let names = own.map(\.name)
        let others = inherited(environment).filter { variable in !names.contains(where: variable.isNamed) }
        return (others + own).map(\.text)
    }

    /// A runtime runs as root; what steers its loader and allocator is no business of a plugin.
    static func inherited(_ environment: [EnvironmentVariable]) -> [EnvironmentVariable] {
        environment.filter { variable in
            !variable.text.hasPrefix("LD_") && !variable.text.hasPrefix("MALLOC_") && !variable.isNamed("GCONV_PATH")
        }
    }
}
