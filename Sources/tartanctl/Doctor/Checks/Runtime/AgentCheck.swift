import ExactJSON
import LinuxSystem
import TartanCore

/// The agent answers where it is to be asked.
struct AgentCheck: DoctorCheck {
    let id = "agent"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let settings = node.configuration?.settings else { return .skipped("Tartan isn't configured") }
        var findings: [DoctorFinding] = []
        let socket = settings.agentSocket
        if node.files.isThere(socket) {
            if node.isLive, let silence = AgentSocket.silence(at: node.files.target(socket)) {
                findings.append(
                    .warning(
                        "The agent is gone: \(silence) (\(socket)). Definitions and network status stay as they are.",
                        repair: "start it again: kubectl or systemd, whichever runs it; without an agent: "
                            + "sudo rm \(node.word(socket))"))
            }
        } else if node.configuration?.plugin["agentSocket"] != nil {
            findings.append(
                .warning(
                    "There is no agent at \(socket), which \(node.configuration?.path ?? "") names.",
                    repair: "start the agent, or take \"agentSocket\" out"))
        }
        if let command = settings.fetchCommand?.first, command.hasPrefix("/"),
            (node.files.facts(command)?.permissions ?? 0) & 0o111 == 0
        {
            findings.append(
                .problem(
                    "Definitions and pods that the store lacks can't be fetched: \(command) can't be executed.",
                    evidence: ["fetchCommand in \(node.configuration?.path ?? "")."],
                    repair: node.files.isThere(command) ? "sudo chmod 0755 \(node.word(command))" : "put it there"))
        }
        return .found(
            findings, else: node.files.isThere(socket) ? "the agent listens at \(socket)" : "no agent is used")
    }
}
