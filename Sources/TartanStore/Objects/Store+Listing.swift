import Glibc
import LinuxSystem

// For people and for the agent. No call of a runtime lists anything.
extension Store {
    /// Every network, or those of one namespace, sorted. Files whose names Kubernetes couldn't have given are passed over.
    package func networks(namespace: String? = nil) throws(StoreError) -> [ObjectKey] {
        try keys(.network, namespace)
    }

    /// Every pod, or those of one namespace, sorted.
    package func pods(namespace: String? = nil) throws(StoreError) -> [ObjectKey] {
        try keys(.pod, namespace)
    }

    /// The namespaces in which an object of that name is, sorted; none for a name that is not valid.
    package func namespaces(holding name: String, _ kind: ObjectKind) throws(StoreError) -> [String] {
        try names(in: path(kind.folder)).filter { namespace in
            guard let key = try? ObjectKey(namespace, name) else { return false }
            return unsafe access(path(kind, key), F_OK) == 0
        }
    }

    private func keys(_ kind: ObjectKind, _ namespace: String?) throws(StoreError) -> [ObjectKey] {
        let folder = path(kind.folder)
        var keys: [ObjectKey] = []
        let namespaces = if let namespace { [namespace] } else { try names(in: folder) }
        for namespace in namespaces {
            do { try KubernetesName.validate(namespace: namespace) } catch { continue }
            for name in try names(in: folder + "/" + namespace) {
                if let key = try? ObjectKey(namespace, name) { keys.append(key) }
            }
        }
        return keys.sorted()
    }

    /// A missing folder, and a file where a folder should be, have no names.
    func names(in path: String, hidden: Bool = false) throws(StoreError) -> [String] {
        do {
            return try Files.names(in: path, hidden: hidden)
        } catch {
            if error.isNotFound { return [] }
            throw .system(error)
        }
    }
}
