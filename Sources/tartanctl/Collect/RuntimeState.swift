import CNI
import LinuxSystem

/// The sandboxes that container runtimes say exist, from what they keep in the file system. No runtime has to run for it.
struct RuntimeState {
    /// Ids of sandboxes and containers.
    private(set) var living: Set<String> = []
    /// Runtimes that are installed and whose state can't be read, and why.
    private(set) var unreadable: [String] = []

    /// - Parameter root: put before each path, for tests.
    init(root: String = "") {
        // One folder for each task: <namespace>/<id>.
        read(
            "containerd", installed: root + "/run/containerd", root + "/run/containerd/io.containerd.runtime.v2.task",
            depth: 2)
        read("CRI-O", installed: root + "/run/crio", root + "/run/containers/storage/overlay-containers", depth: 1)
        // <hash of the address>/containers/<namespace>/<id>.
        let nerdctl = root + "/var/lib/nerdctl"
        for hash in (try? Files.names(in: nerdctl)) ?? [] {
            read("nerdctl", installed: nerdctl, "\(nerdctl)/\(hash)/containers", depth: 2)
        }
    }

    private mutating func read(_ runtime: String, installed: String, _ folder: String, depth: Int) {
        guard FileIdentity(path: installed) != nil else { return }
        do throws(SystemFailure) {
            for name in try Files.names(in: folder) {
                if depth == 1 {
                    living.insert(name)
                } else {
                    living.formUnion(try Files.names(in: "\(folder)/\(name)"))
                }
            }
        } catch {
            if error.isNotFound { return }
            unreadable.append("\(runtime): \(error)")
        }
    }
}
