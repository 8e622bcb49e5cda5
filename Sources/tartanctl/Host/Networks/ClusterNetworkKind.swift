import ArgumentParser
import CNI
import ExactJSON

/// The cluster networks that are recognised by their configuration.
enum ClusterNetworkKind: String, CaseIterable {
    case flannel, calico, canal, weave, cilium, kindnet, bridge, ptp
    /// Any other list.
    case other

    /// - Parameter file: its name.
    init(_ configuration: NetworkConfiguration, file: String) {
        guard let first = configuration.plugins.first else {
            self = .other
            return
        }
        let isCanal = configuration.name == "canal" || file.contains("canal")
        switch first.type {
        case "flannel": self = first.object["delegate"]?["type"] == "calico" ? .canal : .flannel
        case "calico": self = isCanal ? .canal : .calico
        case "weave-net": self = .weave
        case "cilium-cni": self = .cilium
        case "bridge": self = .bridge
        case "ptp": self = configuration.name == "kindnet" ? .kindnet : .ptp
        default: self = .other
        }
    }

    /// As people call it; nil for one that is known by its plugins alone.
    var name: String? {
        switch self {
        case .flannel: "Flannel"
        case .calico: "Calico"
        case .canal: "Canal"
        case .weave: "Weave Net"
        case .cilium: "Cilium"
        case .kindnet: "kindnet"
        case .bridge, .ptp, .other: nil
        }
    }

    /// Who writes its file, and may write it again.
    var installer: String? {
        switch self {
        case .flannel: "kube-flannel's DaemonSet"
        case .calico, .canal: "Calico's installer"
        case .weave: "weave-kube"
        case .cilium: "Cilium's agent"
        case .kindnet: "kindnetd"
        case .bridge, .ptp, .other: nil
        }
    }

    /// How its installer is pointed at another folder of the host, so that the runtime's holds Tartan alone.
    var redirection: String? {
        let folder = "/etc/cni/tartan.d"
        switch self {
        case .flannel:
            return "in kube-flannel's DaemonSet set hostPath of the volume \"cni\", into which its init container "
                + "install-cni copies the file, to \(folder)"
        case .calico, .canal:
            return "in its DaemonSet set CNI_NET_DIR of the init container install-cni and hostPath of the volume "
                + "\"cni-net-dir\" to \(folder) (the kubeconfig moves with the file; CNI_CONF_NAME is its name)"
        case .weave:
            return "in weave-net's DaemonSet mount a hostPath volume of \(folder) at /host/etc/cni/net.d, in the "
                + "init container weave-init and in weave (it writes the file only where there is none)"
        case .cilium:
            return "in its Helm values set cni.confPath=\(folder) (then cni.exclusive does no harm; where the folder "
                + "stays, set cni.exclusive=false)"
        case .kindnet: return "in kindnet's DaemonSet set hostPath of the volume \"cni-cfg\" to \(folder)"
        case .bridge, .ptp, .other: return nil
        }
    }
}

/// What `--cluster-network` names: a kind, whatever is found, or a file.
enum ClusterNetworkWish: ExpressibleByArgument, Equatable {
    case found
    case kind(ClusterNetworkKind)
    case file(String)

    /// Those that can be asked for by name.
    static let kinds: [ClusterNetworkKind] = [.flannel, .calico, .canal, .weave, .cilium, .kindnet]

    var defaultValueDescription: String { "auto" }

    init?(argument: String) {
        if argument.isEmpty { return nil }
        if argument == "auto" {
            self = .found
        } else if let kind = Self.kinds.first(where: { $0.rawValue == argument }) {
            self = .kind(kind)
        } else {
            self = .file(argument)
        }
    }
}
