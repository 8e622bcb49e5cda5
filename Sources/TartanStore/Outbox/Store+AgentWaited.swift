import ExactJSON
import LinuxSystem

extension Store {
    private var agentWaitedPath: String { root + "/agent-waited" }

    /// Nil where no wait is on record, or none that can be read: then an ADD just waits.
    package func agentWaited() throws(StoreError) -> AgentWaited? {
        do throws(StoreError) {
            guard let value = try json(agentWaitedPath) else { return nil }
            return try AgentWaited(value, file: agentWaitedPath)
        } catch {
            switch error {
            case .notJSON, .tooLarge, .unsafe: return nil
            default: throw error
            }
        }
    }

    package func writeAgentWaited(_ waited: AgentWaited = .now()) throws(StoreError) {
        let bytes = waited.encoded.bytes + [UInt8(ascii: "\n")]
        try StoreError.reading { () throws(SystemFailure) in
            try Files.replace(agentWaitedPath, with: bytes, mode: 0o600)
        }
    }
}
