package import ExactJSON

/// One call of the plugin, as a runtime makes it. Every part can be changed before it is made.
package struct TartanCall: Sendable {
    package var command: String
    /// Standard input.
    package var configuration: JSONValue
    /// Sent in place of `configuration` where it is set.
    package var rawInput: [UInt8]?
    package var containerID: String?
    package var netns: String?
    package var interface: String?
    package var arguments: String?
    package var path: String
    /// Variables beside the CNI_ ones, as `NAME=VALUE`.
    package var environment: [String] = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
    /// The executable; nil for the one under test.
    package var executable: String?
    package var timeout: Double = 120

    package init(_ command: String, _ configuration: JSONValue, pod: TestPod?, path: String) {
        self.command = command
        self.configuration = configuration
        self.path = path
        containerID = pod?.containerID
        netns = pod?.netns
        interface = pod?.interface
        arguments = pod?.arguments
    }

    var asCommand: TestCommand {
        var variables = environment + ["CNI_COMMAND=\(command)", "CNI_PATH=\(path)"]
        if let containerID { variables.append("CNI_CONTAINERID=\(containerID)") }
        if let netns { variables.append("CNI_NETNS=\(netns)") }
        if let interface { variables.append("CNI_IFNAME=\(interface)") }
        if let arguments { variables.append("CNI_ARGS=\(arguments)") }
        return TestCommand(
            [executable ?? Executables.tartan], environment: variables, input: rawInput ?? configuration.bytes,
            timeout: timeout)
    }
}
