import LinuxSystem

/// The group that shares a folder of the store, set by whoever made the store.
struct FolderGroup: Sendable, Equatable {
    let group: UInt32
    let mayWrite: Bool

    /// Nil where the folder is its owner's alone.
    init?(_ facts: FileFacts) {
        guard facts.permissions & 0o070 != 0 else { return nil }
        group = facts.group
        mayWrite = facts.permissions & 0o020 != 0
    }
}
