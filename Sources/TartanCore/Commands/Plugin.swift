import CNI
import ExactJSON
import LinuxSystem

/// Tartan as a runtime sees it: one call in, one answer out.
package struct Plugin {
    private let world: World

    package init(_ world: World) {
        self.world = world
    }

    /// - Returns: the answer, or nil where no runtime has called (no CNI_COMMAND).
    package func run() -> PluginAnswer? {
        guard let word = world.variable("CNI_COMMAND"), !word.isEmpty else { return nil }
        guard let command = CNICommand(rawValue: word) else {
            return early(.invocation(.unknownCommand(word)), subject: "tartan", .newest)
        }
        let input: [UInt8]
        do throws(SystemFailure) {
            input = try world.readInput(Limits.configuration)
        } catch {
            return early(.input(error), subject: subject, .newest)
        }
        if command == .version { return PluginAnswer(output: VersionAnswer.text(for: input), exitStatus: 0) }
        return answer(command, input)
    }

    private func answer(_ command: CNICommand, _ input: [UInt8]) -> PluginAnswer {
        let settings: Settings
        do throws(SettingsError) {
            settings = try Settings(text: input, ownName: world.ownName)
        } catch {
            return early(.settings(error), subject: subject, statedVersion(input))
        }
        do throws(CNIError) {
            let call = try call(command, settings)
            // STATUS is called every half second.
            if command != .status { call.log.requireFile() }
            return PluginAnswer(output: try run(call), exitStatus: 0)
        } catch {
            tell(error, Log(settings.log, subject: command.rawValue, writeError: world.writeError))
            return failure(error, settings.version)
        }
    }

    private func call(_ command: CNICommand, _ settings: Settings) throws(CNIError) -> Call {
        do throws(InvocationError) {
            let invocation = try Invocation(command: command, world)
            try Self.requireSupport(command, settings.version)
            if invocation.searchPath.isEmpty, settings.binaryFolder == nil, command != .delete,
                command != .garbageCollect
            {
                throw .missing(["CNI_PATH"])
            }
            let deadline = Deadline.after(milliseconds: Self.milliseconds(command))
            return Call(world: world, settings: settings, invocation: invocation, deadline: deadline)
        } catch {
            throw CNIError(.invocation(error), subject: subject)
        }
    }

    private func run(_ call: Call) throws(CNIError) -> [UInt8] {
        switch call.invocation.command {
        case .add: return try Add(call).run()
        case .status: try Status(call: call).run()
        case .delete, .check, .garbageCollect, .version:
            do throws(CallFailure) {
                switch call.invocation.command {
                case .delete: try Delete(call: call).run()
                case .check: try Check(call: call).run()
                case .garbageCollect: try GarbageCollect(call: call).run()
                case .add, .status, .version: break
                }
            } catch {
                throw CNIError(error, subject: call.subject)
            }
        }
        return []
    }

    private static func requireSupport(_ command: CNICommand, _ version: CNIVersion) throws(InvocationError) {
        switch command {
        case .check where !version.hasCheck:
            throw .unsupported(command: command, version: version, since: CNIVersion(0, 4, 0))
        case .garbageCollect where !version.hasGarbageCollection, .status where !version.hasGarbageCollection:
            throw .unsupported(command: command, version: version, since: CNIVersion(1, 1, 0))
        default: break
        }
    }

    private static func milliseconds(_ command: CNICommand) -> Int {
        switch command {
        case .add: Limits.addDeadline
        case .delete: Limits.deleteDeadline
        case .check: Limits.checkDeadline
        case .garbageCollect: Limits.collectDeadline
        case .status, .version: Limits.statusDeadline
        }
    }

    /// Before the environment was read: the pod, if it can be made out.
    private var subject: String {
        let arguments = world.variable("CNI_ARGS").flatMap { try? CNIArguments($0) }
        if let pod = arguments.flatMap({ try? PodArguments($0) }) { return pod.fullName }
        return "tartan"
    }

    /// The version of a configuration that can't be used otherwise.
    private func statedVersion(_ input: [UInt8]) -> CNIVersion {
        let text = (try? JSONParser.parse(input, limit: Limits.configuration))?["cniVersion"]?.string
        return text.flatMap { CNIVersion($0) } ?? .newest
    }

    /// Before it is known where to log: on stderr.
    private func early(_ failure: CallFailure, subject: String, _ version: CNIVersion) -> PluginAnswer {
        let error = CNIError(failure, subject: subject)
        let command = (world.variable("CNI_COMMAND") ?? "").prefixed(Limits.shownValue)
        tell(error, Log(nil, subject: command, writeError: world.writeError))
        return self.failure(error, version)
    }

    private func tell(_ error: CNIError, _ log: Log) {
        log.error("\(error.message) (code \(error.code.rawValue))" + (error.details.map { ". \($0)" } ?? ""))
    }

    private func failure(_ error: CNIError, _ version: CNIVersion) -> PluginAnswer {
        PluginAnswer(output: Array(error.encoded(version: version).indentedText.utf8), exitStatus: 1)
    }
}
