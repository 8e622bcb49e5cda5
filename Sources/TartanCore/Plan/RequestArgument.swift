import CNI
import ExactJSON

/// What an annotation asks for, as a pair of CNI_ARGS: how plugins from before capabilities take it, and how Multus hands
/// `mac` and `ips` over (`requestsAsArguments`).
package struct RequestArgument: Sendable, Equatable {
    package let key: String
    package let value: String

    /// The capabilities that have a key, by that name.
    static let keys = ["mac": "MAC", "ips": "IP"]

    /// Nil for a request that no key of CNI_ARGS stands for.
    init?(_ request: CapabilityRequest) {
        guard let key = Self.keys[request.capability] else { return nil }
        let addresses = request.value.array.map { $0.compactMap(\.string).joined(separator: ",") }
        guard let value = request.value.string ?? addresses else { return nil }
        self.key = key
        self.value = value
    }
}

extension [RequestArgument] {
    /// CNI_ARGS with these pairs at its end, in Multus' order, in place of others of their keys. IgnoreUnknown is set: the
    /// plugins of the chain that don't know them must not fail.
    func added(to text: String) -> String {
        var pieces = text.split(separator: ";").map(String.init)
        let names = Set(map(\.key))
        pieces.removeAll { names.contains(Self.key(of: $0)) }
        if !pieces.contains(where: { Self.truths.contains($0.lowercased()) }) {
            pieces.removeAll { Self.key(of: $0) == "IgnoreUnknown" }
            pieces.insert("IgnoreUnknown=1", at: 0)
        }
        let ordered = filter { $0.key == "MAC" } + filter { $0.key != "MAC" }
        return (pieces + ordered.map { "\($0.key)=\($0.value)" }).joined(separator: ";")
    }

    private static var truths: Set<String> { ["ignoreunknown=1", "ignoreunknown=true", "ignoreunknown=t"] }

    private static func key(of piece: String) -> String { String(piece.prefix { $0 != "=" }) }
}
