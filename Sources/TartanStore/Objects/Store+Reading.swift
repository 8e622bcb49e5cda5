package import ExactJSON
import Glibc
import LinuxSystem

extension Store {
    /// The network of that namespace and name; nil where there is none.
    ///
    /// - Throws: `invalidName` before anything is opened; an error that names the file if it can't be believed.
    package func network(_ namespace: String, _ name: String) throws(StoreError) -> JSONValue? {
        try object(.network, ObjectKey(namespace, name))
    }

    /// The pod's apiVersion, kind, and of its metadata namespace, name, uid and annotations; nil where there is none.
    ///
    /// - Throws: `invalidName` before anything is opened; an error that names the file if it can't be believed.
    package func pod(_ namespace: String, _ name: String) throws(StoreError) -> JSONValue? {
        try object(.pod, ObjectKey(namespace, name))
    }

    package func object(_ kind: ObjectKind, _ key: ObjectKey) throws(StoreError) -> JSONValue? {
        let file = path(kind, key)
        guard let bytes = try bytes(kind, file) else { return nil }
        let value: JSONValue
        do { value = try JSONParser.parse(bytes, limit: kind.limit) } catch { throw .notJSON(file: file, error) }
        let object = try StoredObject(kind, value, file: file)
        guard object.key == key else {
            throw .misplaced(file: file, found: object.key.description, expected: key.description)
        }
        return object.value
    }

    /// The file that an object is in.
    package func path(_ kind: ObjectKind, _ key: ObjectKey) -> String {
        "\(path(kind.folder))/\(key.namespace)/\(key.name)"
    }

    private func bytes(_ kind: ObjectKind, _ path: String) throws(StoreError) -> [UInt8]? {
        var facts: FileFacts?
        var bytes: [UInt8] = []
        do throws(SystemFailure) {
            let file = try OpenedFile(reading: path)
            facts = file.facts
            if file.facts.kind == .file { bytes = try file.bytes(limit: kind.limit) }
        } catch {
            if error.isNotFound { return nil }
            throw .system(error)
        }
        if let hazard = facts.flatMap({ hazard(of: $0, in: kind.folder) }) { throw .unsafe(path, hazard) }
        guard bytes.count <= kind.limit else { throw .tooLarge(file: path, limit: kind.limit) }
        return bytes
    }

    /// Asked of the file alone: a folder that others may write lets them put a file of theirs there, and that shows in its owner.
    private func hazard(of facts: FileFacts, in folder: StoreFolder) -> StoreHazard? {
        let shared = group(of: folder)
        if facts.kind != .file { return .notAFile }
        if facts.permissions & 0o002 != 0 { return .writableByEveryone }
        if facts.owner != 0, facts.owner != geteuid(), shared?.mayWrite != true { return .ownedBy(user: facts.owner) }
        if facts.permissions & 0o020 != 0, facts.group != 0, facts.group != shared?.group {
            return .writableByGroup(facts.group)
        }
        return nil
    }
}
