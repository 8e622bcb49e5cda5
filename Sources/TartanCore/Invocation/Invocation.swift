package import CNI

/// A validated call: the CNI_ variables of the environment (section 2, "Parameters").
package struct Invocation: Sendable {
    package let command: CNICommand
    /// Empty for GC and STATUS.
    package let containerID: String
    /// Path of the sandbox as it was given; nil where it was not. An empty one says that there is no sandbox any more.
    package let statedNetns: String?
    /// Nil for GC and STATUS.
    package let interface: InterfaceName?
    /// CNI_ARGS as it was given: delegates get it unchanged.
    package let argumentsText: String
    package let pod: PodArguments?
    /// CNI_PATH as it was given.
    package let searchPath: String

    package init(
        command: CNICommand, containerID: String, netns: String?, interface: InterfaceName?, argumentsText: String,
        pod: PodArguments?, searchPath: String
    ) {
        self.command = command
        self.containerID = containerID
        statedNetns = netns
        self.interface = interface
        self.argumentsText = argumentsText
        self.pod = pod
        self.searchPath = searchPath
    }

    /// Empty where none was given.
    package var netns: String { statedNetns ?? "" }

    /// Reads and checks what the command needs; all missing variables are named together.
    package init(command: CNICommand, _ world: World) throws(InvocationError) {
        self.command = command
        searchPath = world.variable("CNI_PATH") ?? ""
        argumentsText = world.variable("CNI_ARGS") ?? ""
        guard command == .add || command == .delete || command == .check else {
            containerID = ""
            statedNetns = nil
            interface = nil
            pod = nil
            return
        }
        statedNetns = world.variable("CNI_NETNS")
        containerID = world.variable("CNI_CONTAINERID") ?? ""
        let name = world.variable("CNI_IFNAME") ?? ""
        var missing: [String] = []
        if containerID.isEmpty { missing.append("CNI_CONTAINERID") }
        if statedNetns?.isEmpty ?? true, command != .delete { missing.append("CNI_NETNS") }
        if name.isEmpty { missing.append("CNI_IFNAME") }
        guard missing.isEmpty else { throw .missing(missing) }
        do throws(InvalidName) { try Identifier.validate(containerID) } catch {
            throw .invalid(variable: "CNI_CONTAINERID", error)
        }
        do throws(InvalidName) { interface = try InterfaceName(name) } catch {
            throw .invalid(variable: "CNI_IFNAME", error)
        }
        pod = try Self.pod(argumentsText, strict: command != .delete)
    }

    /// A DEL goes on without a pod where its arguments can't be read: it must be able to end what there is.
    private static func pod(_ text: String, strict: Bool) throws(InvocationError) -> PodArguments? {
        guard strict else { return (try? CNIArguments(text)).flatMap { try? PodArguments($0) } }
        let arguments: CNIArguments
        do throws(CNIArguments.Malformed) {
            arguments = try CNIArguments(text)
            try arguments.requireKnown(PodArguments.knownKeys)
        } catch {
            throw .arguments(error)
        }
        return try PodArguments(arguments)
    }
}
