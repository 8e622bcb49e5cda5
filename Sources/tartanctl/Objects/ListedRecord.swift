import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore

/// An open record as people see it: what is attached, whose it is, and what has become of it.
struct ListedRecord {
    let key: RecordKey
    let record: Record

    /// What is to be known about a record in a word.
    enum State: String {
        case attached
        /// ADD was never answered, or failed and couldn't be undone.
        case unfinished
        /// A DEL has begun and something is left.
        case detaching
        /// The node has rebooted since, or the sandbox's namespace is no more.
        case gone
    }

    /// All records, those that can't be read as failures.
    static func all(in store: Store) throws(Failure) -> (records: [ListedRecord], problems: [Failure]) {
        var records: [ListedRecord] = []
        var problems: [Failure] = []
        for key in try Failure.converting({ () throws(StoreError) in try store.records() }) {
            do throws(StoreError) {
                // A record that was closed in the meantime isn't there any more.
                guard let record = try store.sandbox(folder: key.sandbox)?.readJournal(key.interface) else { continue }
                if !record.isClosed { records.append(ListedRecord(key: key, record: record)) }
            } catch {
                problems.append(Failure(error))
            }
        }
        return (records, problems)
    }

    var state: State {
        if isGone { return .gone }
        if record.isBeingDetached { return .detaching }
        return record.isUnfinished ? .unfinished : .attached
    }

    /// `shop/web`, or empty for a call without a pod.
    var pod: String {
        guard let namespace = record.opening.podNamespace, let name = record.opening.podName else { return "" }
        return namespace + "/" + name
    }

    func isOf(_ key: ObjectKey) -> Bool {
        record.opening.podNamespace == key.namespace && record.opening.podName == key.name
    }

    /// The sandbox's id, short as container runtimes print it.
    var shortSandbox: String { String(key.sandbox.prefix(12)) }

    var age: String { Moment.age(since: record.opening.wallTime) }

    private var isGone: Bool {
        let opening = record.opening
        let boot = BootID.current()
        if !boot.isEmpty, opening.bootID != boot { return true }
        guard let path = opening.netns, let identity = opening.netnsIdentity else { return false }
        return FileIdentity(path: path) != identity
    }
}

// What the record says about the pod's networks
extension ListedRecord {
    /// The network status of what is attached, computed as it is published (multi-network specification, section 5).
    var status: [NetworkStatus] {
        attached.flatMap { index -> [NetworkStatus] in
            let attachment = record.attachments[index]
            guard let interface = try? InterfaceName(attachment.interface) else { return [] }
            return NetworkStatus.entries(
                networkName: attachment.network, result: result(of: index), isDefault: attachment.isDefault,
                attachmentInterface: interface, defaultRoute: attachment.defaultRoute?.compactMap { IPAddress($0) },
                deviceInfo: record.deviceInfo[index])
        }
    }

    /// The attachments of which a binary was started and not all are known to be detached.
    var attached: [Int] {
        record.touched.filter { index in record.outstanding.contains { $0.attachment == index } }
    }

    /// What its chain answered, completed; nil where it never did.
    func result(of attachment: Int) -> CNIResult? {
        let version = CNIVersion(record.attachments[attachment].version) ?? .unstated
        return record.previousResult(of: attachment).flatMap { try? CNIResult($0, assuming: version) }
    }

    /// Everything of it but configurations and environments, which may hold secrets.
    var json: JSONValue {
        let opening = record.opening
        var object: JSONObject = [
            "sandbox": .string(opening.containerID), "interface": .string(key.interface),
            "state": .string(state.rawValue),
        ]
        object["namespace"] = opening.podNamespace.map { .string($0) }
        object["pod"] = opening.podName.map { .string($0) }
        object["uid"] = opening.podUID.map { .string($0) }
        object["netns"] = opening.netns.map { .string($0) }
        object["network"] = .string(opening.networkName)
        object["since"] = .string(Moment.text(opening.wallTime))
        object["bootID"] = .string(opening.bootID)
        object["damaged"] = .bool(record.isDamaged)
        object["attachments"] = .array(
            record.attachments.enumerated().map { index, attachment in
                var members: JSONObject = [
                    "network": .string(attachment.network), "interface": .string(attachment.interface),
                    "cniVersion": .string(attachment.version), "from": .string(attachment.origin),
                    "attached": .bool(attached.contains(index)),
                    "plugins": .array(
                        attachment.plugins.map { ["type": .string($0.type), "path": .string($0.path)] }),
                ]
                members["deviceID"] = attachment.deviceID.map { .string($0) }
                members["resourceName"] = attachment.resourceName.map { .string($0) }
                return .object(members)
            })
        return .object(object)
    }
}
