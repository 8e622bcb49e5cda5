/// The folders that a store consists of.
enum StoreFolder: String, CaseIterable, Sendable {
    case networks, pods, records, history, outbox

    /// May belong to a group; the others are root's alone, because journals hold secrets and say what is executed.
    var mayBeShared: Bool { self == .networks || self == .pods || self == .outbox }
}
