import CNI
import ExactJSON
import TartanStore

/// How the ADD of a pod ended, as its journal says.
public struct EndedAdd: Sendable, Equatable {
    /// The sandbox's folder and CNI_IFNAME.
    public let sandbox: String
    public let interface: String
    public let podNamespace: String
    public let podName: String
    public let podUID: String
    /// When the ADD began and when it answered, in microseconds since 1970-01-01T00:00Z.
    public let began: UInt64
    public let ended: UInt64
    public let outcome: Outcome

    public enum Outcome: Sendable, Equatable {
        /// What is attached, in order, as far as it has an interface.
        case attached([Attached])
        /// Nothing is attached; the specification's code and Tartan's words.
        case failed(code: Int, message: String)
    }

    public struct Attached: Sendable, Equatable {
        /// As the network status names it.
        public let network: String
        public let interface: String
        /// With their prefixes.
        public let addresses: [String]

        public init(network: String, interface: String, addresses: [String]) {
            self.network = network
            self.interface = interface
            self.addresses = addresses
        }
    }

    /// What failed is that a network which the pod asks for isn't there, or could not be looked up.
    public var lacksNetwork: Bool {
        guard case .failed(_, let message) = outcome, message.hasPrefix(Self.networkPrefix(podNamespace, podName))
        else { return false }
        let rest = message.dropFirst(Self.networkPrefix(podNamespace, podName).count)
        guard let space = rest.firstIndex(of: " ") else { return false }
        let verb = rest[rest.index(after: space)...]
        return verb.hasPrefix("does not exist") || verb.hasPrefix("can't be looked up yet")
    }

    private static func networkPrefix(_ namespace: String, _ name: String) -> String {
        "\(namespace)/\(name): network "
    }
}

extension EndedAdd {
    /// Nil for an ADD of no known pod, and for one that has not answered; nil for a success of which something has been
    /// detached since.
    init?(_ record: Record, in folder: SandboxFolder, isFinished: Bool) {
        guard let namespace = record.opening.podNamespace, let name = record.opening.podName,
            let uid = record.opening.podUID, let first = record.entries.first,
            let last = record.entries.last(where: { if case .answered = $0.step { true } else { false } }),
            let answer = record.answer
        else { return nil }
        if let code = answer.code {
            outcome = .failed(code: code, message: answer.message ?? "")
        } else {
            if isFinished || record.isBeingDetached || !record.isAnswered { return nil }
            outcome = .attached(record.attachments.indices.compactMap { Attached(record, $0) })
        }
        sandbox = folder.name
        interface = record.opening.interface
        podNamespace = namespace
        podName = name
        podUID = uid
        began = record.opening.wallTime
        ended = began + (last.time > first.time ? last.time - first.time : 0)
    }
}

extension EndedAdd.Attached {
    /// Nil for an attachment that made no interface.
    fileprivate init?(_ record: Record, _ index: Int) {
        let attachment = record.attachments[index]
        guard let value = record.finals[index], let result = try? CNIResult(value, assuming: .newest),
            result.interfaces.contains(where: \.isInSandbox)
        else { return nil }
        self.init(
            network: attachment.network, interface: attachment.interface,
            addresses: result.ips.map(\.network.description))
    }
}
