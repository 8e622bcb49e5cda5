import TartanStore

extension Store {
    /// Takes a sandbox's network status out of the outbox once nothing of it is attached: nobody needs to publish it any more.
    func dropStatus(of record: Record, _ log: Log) {
        guard let uid = record.opening.podUID else { return }
        dropStatus(podUID: uid, containerID: record.opening.containerID, log)
    }

    func dropStatus(podUID: String, containerID: String, _ log: Log) {
        let left = (try? sandbox(containerID).interfaces()) ?? []
        guard left.isEmpty, let key = try? OutboxKey(podUID: podUID, containerID: containerID) else { return }
        do throws(StoreError) { try removeOutbox(key) } catch {
            log.error("the network status could not be taken out of the outbox: \(error)")
        }
    }
}
