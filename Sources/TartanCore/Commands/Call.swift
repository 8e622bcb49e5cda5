import CNI
import CNIExecution
package import LinuxSystem
import MultiNetwork
import Netlink
import TartanStore

/// One call of a runtime, validated: what every command starts from.
package struct Call: Sendable {
    package let world: World
    package let settings: Settings
    package let invocation: Invocation
    package let log: Log
    /// Of the whole call.
    package let deadline: Deadline

    package init(world: World, settings: Settings, invocation: Invocation, deadline: Deadline) {
        self.world = world
        self.settings = settings
        self.invocation = invocation
        self.deadline = deadline
        log = Log(
            settings.log, subject: "\(invocation.command.rawValue) \(Self.subject(invocation))",
            writeError: world.writeError)
    }

    /// Whom a message is about: the pod, else the sandbox.
    package var subject: String { Self.subject(invocation) }

    package static func subject(_ invocation: Invocation) -> String {
        if let pod = invocation.pod { return pod.fullName }
        return invocation.containerID.isEmpty ? "tartan" : "sandbox \(invocation.containerID.prefixed(40))"
    }

    /// CNI_IFNAME; GC and STATUS have none.
    var interface: String { invocation.interface?.text ?? "" }

    /// Where this call's binaries are found: `binDir`, then CNI_PATH. Delegates get the same list.
    var search: PluginSearch {
        Resolver.search(
            settings: settings, searchPath: invocation.searchPath, ownExecutable: world.ownExecutable)
    }

    func resolver(store: Store?, deadline: Deadline, asking: Bool = true) -> Resolver {
        let remote = RemoteLookup(
            agentSocket: settings.agentSocket, fetchCommand: settings.fetchCommand, environment: world.environment,
            deadline: deadline)
        return Resolver(
            settings: settings, store: store, remote: asking ? remote : nil, searchPath: invocation.searchPath,
            ownName: world.ownName, ownExecutable: world.ownExecutable)
    }

    /// The sandbox's namespace, for ADD and CHECK: the host's own or none at all is refused before anything is started.
    func requireSandbox() throws(CallFailure) -> FileIdentity {
        let found: SandboxNamespace
        do throws(NetlinkFailure) { found = try SandboxNamespace.inspect(invocation.netns) } catch {
            throw .invocation(.noNamespace(path: invocation.netns, found: error.description))
        }
        switch found {
        case .sandbox(let identity): return identity
        case .hostNamespace: throw .invocation(.hostNamespace(path: invocation.netns))
        case .missing: throw .invocation(.noNamespace(path: invocation.netns, found: "nothing is there"))
        case .notANamespace: throw .invocation(.noNamespace(path: invocation.netns, found: "it is something else"))
        }
    }

    func view(_ identity: FileIdentity) throws(CallFailure) -> SandboxView {
        do throws(NetlinkFailure) { return try SandboxView(path: invocation.netns, identity: identity) } catch {
            throw .attachment(.netlink(nil, error))
        }
    }

    /// The first line of a new journal.
    func opening(_ identity: FileIdentity?) -> JournalOpening {
        JournalOpening(
            version: TartanVersion.current, wallTime: Clock.wallMicroseconds, bootID: BootID.current(),
            containerID: invocation.containerID, interface: interface,
            netns: invocation.netns.isEmpty ? nil : invocation.netns, netnsIdentity: identity,
            arguments: invocation.argumentsText, searchPath: invocation.searchPath, networkName: settings.name,
            cniVersion: settings.version.description, podNamespace: invocation.pod?.namespace,
            podName: invocation.pod?.name, podUID: invocation.pod?.uid, resultMode: settings.answerMode.rawValue,
            binDir: settings.binaryFolder, delegateTimeout: settings.delegateTimeout)
    }
}
