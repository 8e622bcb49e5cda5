import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanCore

/// A node to throw away: a network of its own, for the pod as well, with this node's files, of which none can be written, and
/// empty folders where plugins keep state. Nothing of it outlives this process.
struct TrialGround {
    private let node: ExaminedNode
    /// On this node; each is empty when a trial begins.
    let stateFolders: [String]
    private let links: TrialLinks
    /// Files that are in such a folder and have to be there nevertheless: Flannel's lease.
    private let kept: [(path: String, bytes: [UInt8])]

    /// What the trial itself needs.
    static let folder = "/run/tartan-trial"
    static let netns = "\(folder)/pod"
    static let binaries = "\(folder)/bin"

    /// - Parameter needed: paths that must be seen in there: binaries and configurations.
    init(_ network: TrialNetwork, _ node: ExaminedNode, needed: [String]) throws(Failure) {
        self.node = node
        var folders = ["/run"]
        for path in ["/var/lib/cni"] + network.stateFolders {
            let folder = Self.existing(path)
            if !folders.contains(where: { Self.lies(folder, beneath: $0) }) { folders.append(folder) }
        }
        for folder in folders {
            if folder == "/" {
                throw Failure(
                    .couldNotRun, code: "trial",
                    "the folder of the network's state isn't there, nor is one above it, so it can't be hidden.",
                    hints: ["Make it, then try again: its path is in the configuration's \"dataDir\"."])
            }
            guard let path = needed.first(where: { Self.lies($0, beneath: folder) }) else { continue }
            throw Failure(
                .couldNotRun, code: "trial",
                "\(path) lies in \(folder), which has to be hidden because plugins write there.",
                hints: ["Move the file, or name another \"dataDir\"."], facts: ["path": .string(path)])
        }
        stateFolders = folders
        links = TrialLinks(network.texts, node.files)
        kept = Self.files(network, folders)
    }

    /// From here on this process sees the node as it is to be thrown away.
    func enter() throws(Failure) {
        do throws(SystemFailure) { try PrivateNode.enter() } catch { throw Self.failure(error) }
    }

    /// An empty node, and on it an empty pod at `netns`.
    ///
    /// - Returns: the pod's network namespace.
    func begin() throws(Failure) -> Descriptor {
        do throws(SystemFailure) { return try emptied() } catch { throw Self.failure(error) }
    }

    /// The stand-ins, on the node that has begun.
    func makeLinks() throws(Failure) { try links.make(node.files) }

    private func emptied() throws(SystemFailure) -> Descriptor {
        let pod = try PrivateNode.enterNewNetwork(showingSys: false)
        _ = try PrivateNode.enterNewNetwork(showingSys: true)
        for folder in stateFolders { try PrivateNode.hide(folder, size: Limits.trialFolder) }
        for path in [Self.binaries, "/run/netns"] { try Files.makeFolders(path, mode: 0o755) }
        for (path, bytes) in kept {
            try Files.makeFolders(HostFiles.parent(of: path), mode: 0o755)
            try Files.replace(path, with: bytes, mode: 0o644)
        }
        try PrivateNode.name(pod, Self.netns)
        return pod
    }

    static func interrupted(_ signal: Int32) -> Failure {
        Failure(.couldNotRun, code: "interrupted", "signal \(signal) came; the trial was given up.")
    }

    static func failure(_ error: SystemFailure) -> Failure {
        Failure(
            .couldNotRun, code: "trial", "a binary can't be tried out here: \(error).",
            hints: ["It needs root, and namespaces of its own (a container must be privileged)."])
    }

    /// The path, or the nearest folder above it that is there.
    private static func existing(_ path: String) -> String {
        var path = path
        while path != "/", (try? FileFacts(path: path))?.kind != .folder { path = HostFiles.parent(of: path) }
        return AbsolutePath.resolved(path) ?? path
    }

    private static func lies(_ path: String, beneath folder: String) -> Bool {
        path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
    }

    /// Flannel's lease is what its plugin reads; other files of state are another network's.
    private static func files(_ network: TrialNetwork, _ folders: [String]) -> [(path: String, bytes: [UInt8])] {
        network.configuration.plugins.filter { $0.type == "flannel" }.compactMap { plugin in
            let path = plugin.object["subnetFile"]?.string ?? SubnetFile.usualPath
            guard folders.contains(where: { lies(path, beneath: $0) }),
                let bytes = try? Files.read(path, limit: Limits.kernelFile)
            else { return nil }
            return (path, bytes)
        }
    }
}
