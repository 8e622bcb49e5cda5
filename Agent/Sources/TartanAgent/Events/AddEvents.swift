import Replication

/// What is told of an ADD, in the words that Multus' users know.
enum AddEvents {
    static func of(_ add: EndedAdd) -> [ObjectEvent] {
        let pod = ObjectEvent.Object.pod(add.podNamespace, add.podName, uid: add.podUID)
        switch add.outcome {
        case .attached(let attached):
            return attached.map { one in
                let addresses = one.addresses.joined(separator: " ")
                return ObjectEvent(
                    pod, reason: "AddedInterface", message: "Add \(one.interface) [\(addresses)] from \(one.network)",
                    isWarning: false, time: add.ended)
            }
        case .failed(_, let message):
            // The event is the pod's: its name need not be said.
            let subject = "\(add.podNamespace)/\(add.podName): "
            let text = message.hasPrefix(subject) ? String(message.dropFirst(subject.count)) : message
            let reason = add.lacksNetwork ? "NoNetworkFound" : "FailedAttachNetwork"
            return [ObjectEvent(pod, reason: reason, message: text, isWarning: true, time: add.ended)]
        }
    }
}
