import ExactJSON
import TartanStore

/// A record that `--forget-network` left alone, and why.
struct SparedRecord {
    enum Reason: Equatable {
        case inUse
        /// Networks that were not named are still to be detached.
        case others([String])
        /// No DEL of it has failed yet.
        case untried
        /// An ADD or CHECK is at work there.
        case underWay(SandboxHolder)
    }

    let listed: ListedRecord
    let reason: Reason

    /// `3ca646fd8aeb/eth0 (shop/web): infra/other is still to be detached too`
    var line: String {
        let pod = listed.pod.isEmpty ? "" : " (\(listed.pod))"
        return "\(listed.shortSandbox)/\(listed.key.interface)\(pod): \(words)"
    }

    private var words: String {
        switch reason {
        case .inUse: "it is in use"
        case .others(let networks):
            "\(networks.joined(separator: ", ")) \(networks.count == 1 ? "is" : "are") still to be detached too"
        case .untried: "no DEL of it has failed yet"
        case .underWay(let holder): "\(holder) is at work"
        }
    }

    var json: JSONValue {
        [
            "sandbox": .string(listed.record.opening.containerID), "interface": .string(listed.key.interface),
            "why": .string(word), "reason": .string(words),
        ]
    }

    private var word: String {
        switch reason {
        case .inUse: "inUse"
        case .others: "otherNetworks"
        case .untried: "untried"
        case .underWay: "underWay"
        }
    }
}
