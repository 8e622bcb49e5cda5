import TartanStore

/// What Multus' state says of one sandbox, for whoever judges whether it is gone.
package struct MultusTrace: Sendable {
    package enum Namespace: Sendable { case there, gone, unknown }

    package let containerID: String
    /// The runtime's name for its interface.
    package let interface: String
    /// `shop/web`; empty where no result says so.
    package let pod: String
    /// As Multus named them, those too that can't be detached.
    package let networks: [String]
    package let namespace: Namespace
    /// When the newest file was written, in microseconds since 1970-01-01T00:00Z.
    package let modified: UInt64
    /// What can't be used, each a sentence without full stop.
    package let problems: [String]
}

extension MultusTrace {
    init(_ known: MultusSandbox, _ call: Call) {
        var sandbox = known
        containerID = known.containerID
        interface = known.runtimeInterface
        pod = known.pod?.fullName ?? ""
        let found = sandbox.attachments(call, interface: interface)
        networks = (found.map(\.attachment.network) + sandbox.problems.map(\.network).filter { !$0.isEmpty }).uniqued()
        problems = sandbox.problems.map(\.reason)
        modified = known.modified
        if let netns = known.netns {
            namespace = Detachment.netns(netns, nil).isEmpty ? .gone : .there
        } else {
            namespace = .unknown
        }
    }
}
