import ExactJSON

/// The version of each object that was seen last, so that an older state of it is known for one.
///
/// Kubernetes' versions are numbers that grow, of one object at least; a version that is none is always news. A list tells
/// the truth as a whole, also where a restored backup has smaller numbers.
struct KnownVersions {
    private var versions: [ObjectName: UInt64] = [:]
    private var listed: [ObjectName: UInt64]?
    /// Deleted objects, oldest first, which a repeated event must not bring back.
    private var buried: [ObjectName] = []

    static let mostBuried = 4096

    mutating func beginList() { listed = [:] }

    /// Whether the object is not older than what was seen of it. In a list every object is.
    mutating func isNews(_ object: JSONValue, _ name: ObjectName) -> Bool {
        let version = object["metadata"]?["resourceVersion"]?.string.flatMap { UInt64($0) }
        if listed != nil {
            listed?[name] = version ?? 0
            return version == nil || versions[name] != version
        }
        guard let version else { return true }
        if let known = versions[name], version <= known { return false }
        versions[name] = version
        return true
    }

    mutating func endList(_ present: Set<ObjectName>) {
        versions = listed ?? [:]
        listed = nil
        buried = []
    }

    mutating func bury(_ name: ObjectName) {
        buried.append(name)
        guard buried.count > Self.mostBuried else { return }
        for old in buried.prefix(Self.mostBuried / 2) { versions[old] = nil }
        buried.removeFirst(Self.mostBuried / 2)
    }
}
