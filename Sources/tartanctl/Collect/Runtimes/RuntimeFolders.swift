/// Where container runtimes on this host keep a folder for each sandbox or container that there is.
struct RuntimeFolders: Sendable {
    /// containerd's tasks, `<folder>/<namespace>/<id>`: its own place and those of k3s, RKE2 and MicroK8s.
    var containerd = [
        "/run/containerd/io.containerd.runtime.v2.task", "/run/containerd/io.containerd.runtime.v1.linux",
        "/run/k3s/containerd/io.containerd.runtime.v2.task",
        "/var/snap/microk8s/common/run/containerd/io.containerd.runtime.v2.task",
    ]
    /// Storage of CRI-O, and of podman as root, `<folder>/<driver>-containers/<id>`.
    var crio = ["/run/containers/storage", "/var/lib/containers/storage"]
    /// `<folder>/<hash>/containers/<namespace>/<id>`.
    var nerdctl = ["/var/lib/nerdctl"]
    /// Docker's, `<folder>/<id>`: cri-dockerd attaches them by CNI.
    var docker = ["/var/lib/docker/containers"]

    init() {}

    init(containerd: [String], crio: [String], nerdctl: [String], docker: [String]) {
        self.containerd = containerd
        self.crio = crio
        self.nerdctl = nerdctl
        self.docker = docker
    }

    /// Those of a node whose files are elsewhere.
    init(_ files: HostFiles) {
        self.init()
        containerd = containerd.map(files.target)
        crio = crio.map(files.target)
        nerdctl = nerdctl.map(files.target)
        docker = docker.map(files.target)
    }
}
