import ExactJSON
import KubernetesClient
import Logging
import Metrics
import Replication

/// Writes one pending status to its pod: read, merge, patch with the pod's uid and version, so that neither a newer write nor a
/// successor of the same name is hit.
struct StatusPublisher: Sendable {
    let client: KubernetesClient
    let logger: Logger

    enum Outcome: Sendable, Equatable {
        case published
        /// The pod has it already.
        case unchanged
        /// The pod is gone, or another one has its name: nobody is left to be told.
        case podGone
        case failed(APIFailure)
    }

    /// How often another writer may be faster before the pod has to wait its turn.
    static let conflicts = 4

    func publish(_ status: PendingStatus) async -> Outcome {
        let name = ObjectName(status.podNamespace, status.podName)
        var last = APIFailure.timeout
        for _ in 0..<Self.conflicts {
            do throws(APIFailure) {
                let pod = try await client.get(.pods, name, metadataOnly: true)
                guard LiveLookup.isMeant(pod, status.podUID), let uid = pod["metadata"]?["uid"] else { return .podGone }
                let before = pod["metadata"]?["annotations"]?[StatusMerge.annotation]?.string
                let text = StatusMerge.merged(before, with: status.status)
                if text == before { return .unchanged }
                var metadata: JSONObject = JSONObject()
                metadata["uid"] = uid
                metadata["resourceVersion"] = pod["metadata"]?["resourceVersion"]
                metadata["annotations"] = [StatusMerge.annotation: .string(text)]
                _ = try await client.patch(
                    .pods, name, subresource: "status", ["metadata": .object(metadata)])
                return .published
            } catch {
                if error.isNotFound { return .podGone }
                last = error
                if !error.isConflict { break }
            }
        }
        return .failed(last)
    }
}
