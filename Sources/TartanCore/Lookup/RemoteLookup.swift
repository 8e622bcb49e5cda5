import CNI
import CNIExecution
import ExactJSON
import LinuxSystem

/// What stands behind the store: the agent's socket, then `fetchCommand`. Both put the object into the store.
package struct RemoteLookup: Sendable {
    package enum Kind: String, Sendable {
        case pod
        case network
    }

    package enum Answer: Equatable, Sendable {
        /// The object is in the store now.
        case stored
        case notFound
        /// Nobody could tell; what was tried, for the error.
        case unavailable(tried: [String])
    }

    let agentSocket: String
    let fetchCommand: [String]?
    let environment: [EnvironmentVariable]
    let deadline: Deadline

    /// There is an agent, or a command that stands in for one: "not there" isn't the store's word alone.
    var mayKnow: Bool { fetchCommand != nil || FileIdentity(path: agentSocket) != nil }

    func fetch(_ kind: Kind, namespace: String, name: String, uid: String?) -> Answer {
        var tried: [String] = []
        if let answer = askAgent(kind, namespace, name, uid, &tried) { return answer }
        if let fetchCommand, let answer = run(fetchCommand, kind, namespace, name, uid, &tried) { return answer }
        return .unavailable(tried: tried)
    }

    private func askAgent(
        _ kind: Kind, _ namespace: String, _ name: String, _ uid: String?, _ tried: inout [String]
    ) -> Answer? {
        var question = JSONObject()
        question["format"] = 1
        question["do"] = "fetch"
        question["kind"] = .string(kind.rawValue)
        question["namespace"] = .string(namespace)
        question["name"] = .string(name)
        question["uid"] = uid.map { .string($0) }
        do throws(AgentSocket.Failure) {
            let wait = min(deadline, .after(milliseconds: Limits.agentFetch))
            let answer = try AgentSocket(path: agentSocket).ask(question, deadline: wait)
            if answer["ok"]?.boolean == true { return .stored }
            let code = answer["code"]?.string ?? "unavailable"
            if code == "notFound" { return .notFound }
            let message = answer["message"]?.string ?? code
            tried.append("the agent (\(agentSocket)): \(message.escapingControlCharacters)")
        } catch {
            tried.append("the agent's socket \(agentSocket): \(error.text)")
        }
        return nil
    }

    private func run(
        _ command: [String], _ kind: Kind, _ namespace: String, _ name: String, _ uid: String?, _ tried: inout [String]
    ) -> Answer? {
        let arguments = command.dropFirst() + [kind.rawValue, "\(namespace)/\(name)"] + (uid.map { [$0] } ?? [])
        do throws(LaunchFailure) {
            let process = try PluginProcess.start(
                PluginCommand(
                    executable: command[0], arguments: Array(arguments),
                    environment: DelegateEnvironment.inherited(environment).map(\.text)),
                running: nil)
            let outcome = process.finish(
                input: [], deadline: min(deadline, .after(milliseconds: Limits.fetchCommand)), interruption: nil)
            switch outcome.ending {
            case .exited(0): return .stored
            case .exited(1): return .notFound
            default:
                let words = String(decoding: outcome.standardError, as: UTF8.self).escapingControlCharacters
                tried.append("\(command[0]) \(outcome.ending.words)" + (words.isEmpty ? "" : ": \(words)"))
            }
        } catch {
            tried.append(error.description)
        }
        return nil
    }
}
