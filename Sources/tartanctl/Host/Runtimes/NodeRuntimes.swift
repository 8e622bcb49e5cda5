import LinuxSystem
import Validation

/// The runtimes of a node, and which of them kubelet uses.
struct NodeRuntimes {
    let installed: [NodeRuntime]
    /// Nil where no runtime is found.
    let chosen: NodeRuntime?

    private static let places: [(kind: NodeRuntime.Kind, paths: [String])] = [
        (.crio, ["/run/crio/crio.sock", "/var/run/crio/crio.sock", "/etc/crio"]),
        (
            .containerd,
            [
                "/run/containerd/containerd.sock", "/run/k3s/containerd/containerd.sock", "/etc/containerd",
                "/var/lib/rancher/k3s/agent/etc/containerd/config.toml",
            ]
        ),
    ]

    private static let kubeletFiles = [
        "/var/lib/kubelet/kubeadm-flags.env", "/var/lib/kubelet/instance-config.yaml", "/var/lib/kubelet/config.yaml",
        "/etc/default/kubelet", "/etc/sysconfig/kubelet",
    ]

    init(_ files: HostFiles) {
        installed = Self.places.compactMap { place in
            guard let evidence = place.paths.first(where: files.isThere) else { return nil }
            let runtime = NodeRuntime(kind: place.kind, evidence: evidence)
            return place.kind == .crio ? runtime.readingCRIO(files) : runtime.readingContainerd(files)
        }
        let kubelets = Self.kubelets(files)
        // Where nothing says which: an answer for CRI-O harms no other runtime, the reverse takes pods' addresses wrong.
        chosen = installed.first { $0.kind == kubelets } ?? installed.first
    }

    /// What kubelet's own files name as its endpoint.
    private static func kubelets(_ files: HostFiles) -> NodeRuntime.Kind? {
        for path in kubeletFiles {
            guard let bytes = try? files.read(path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            if text.contains("crio.sock") { return .crio }
            if text.contains("containerd.sock") { return .containerd }
        }
        return nil
    }
}

// What their own files say
extension NodeRuntime {
    fileprivate func readingCRIO(_ files: HostFiles) -> NodeRuntime {
        var runtime = self
        // CRI-O's own default, and where its packages put plugins.
        runtime.binaryFolders = ["/opt/cni/bin", "/usr/libexec/cni"]
        for path in ["/etc/crio/crio.conf"] + Self.parts(of: "/etc/crio/crio.conf.d", files) {
            for line in RuntimeTOML.lines(path, files) where line.section.last == "network" {
                switch (line.key, line.values.first) {
                case ("network_dir", let folder?): runtime.configurationFolder = Self.withoutSlash(folder)
                case ("plugin_dirs", _) where !line.values.isEmpty:
                    runtime.binaryFolders = line.values.map(Self.withoutSlash)
                case ("cni_default_network", let name?):
                    runtime.defaultNetwork = name.isEmpty ? nil : name
                    runtime.file = path
                default: break
                }
            }
        }
        return runtime
    }

    fileprivate func readingContainerd(_ files: HostFiles) -> NodeRuntime {
        var runtime = self
        let own = ["/etc/containerd/config.toml", "/var/lib/rancher/k3s/agent/etc/containerd/config.toml"]
        for path in own + Self.parts(of: "/etc/containerd/conf.d", files) {
            for line in RuntimeTOML.lines(path, files) where line.section.last == "cni" {
                switch (line.key, line.values.first) {
                case ("conf_dir", let folder?): runtime.configurationFolder = Self.withoutSlash(folder)
                case ("bin_dir", let folder?): runtime.binaryFolders = [Self.withoutSlash(folder)]
                case ("bin_dirs", _) where !line.values.isEmpty:
                    runtime.binaryFolders = line.values.map(Self.withoutSlash)
                case ("max_conf_num", let number?):
                    runtime.networksPerPod = Int(number) ?? 1
                    runtime.file = path
                default: break
                }
            }
        }
        return runtime
    }

    private static func parts(of folder: String, _ files: HostFiles) -> [String] {
        ((try? files.names(in: folder)) ?? []).map { "\(folder)/\($0)" }
    }

    private static func withoutSlash(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
