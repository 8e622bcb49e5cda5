import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore

/// Puts the pod's network status into the outbox and gives the agent a short while to publish it.
/// Nothing here can fail an ADD.
struct StatusPublisher {
    let call: Call
    let store: Store?
    /// What the sandbox's other records have: a runtime with several networks makes one each, the pod has one status.
    let others: OtherRecords

    func publish(_ plan: Plan, _ results: [CompletedResult]) {
        guard let store, let pod = call.invocation.pod, let uid = pod.uid else { return }
        let status = others.status + Self.status(plan, results, isFirst: others.status.isEmpty)
        let entry = OutboxEntry(
            wallTime: Clock.wallMicroseconds, podNamespace: pod.namespace, podName: pod.name, podUID: uid,
            containerID: call.invocation.containerID, status: status.map { $0.encoded() })
        do throws(StoreError) {
            let key = try store.writeOutbox(entry)
            if call.settings.statusWait > 0 { try tell(key, store) }
        } catch {
            call.log.error("the network status could not be put into the outbox: \(error)")
        }
    }

    /// - Parameter isFirst: the pod's default network is the cluster network of the first call.
    static func status(_ plan: Plan, _ results: [CompletedResult], isFirst: Bool) -> [NetworkStatus] {
        zip(plan.attachments, results).flatMap { attachment, result in
            NetworkStatus.entries(
                networkName: attachment.network, result: result.result, isDefault: isFirst && attachment.isDefault,
                attachmentInterface: attachment.interface, defaultRoute: attachment.defaultRoute,
                deviceInfo: result.deviceInfo)
        }
    }

    /// Waits until the API server has the status, or for `statusWait`. After a wait in vain the next ADDs don't wait.
    private func tell(_ key: OutboxKey, _ store: Store) throws(StoreError) {
        guard FileIdentity(path: call.settings.agentSocket) != nil else { return }
        if let last = try store.agentWaited(), last.forbidsWaiting() { return }
        var question = JSONObject()
        question["format"] = 1
        question["do"] = "publish"
        question["outbox"] = .string(key.fileName)
        do throws(AgentSocket.Failure) {
            _ = try AgentSocket(path: call.settings.agentSocket).ask(
                question, deadline: .after(milliseconds: call.settings.statusWait))
        } catch {
            if error == .absent { return }
            call.log.verbose("the agent has not published the status yet: \(error.text)")
            try store.writeAgentWaited()
        }
    }
}
