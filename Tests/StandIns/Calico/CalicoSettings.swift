import ExactJSON

/// The configuration of Calico's plugin, checked as it checks it.
struct CalicoSettings {
    let call: StandInCall

    init(_ call: StandInCall) { self.call = call }

    private var configuration: JSONObject { call.configuration }

    var pod: (namespace: String, name: String)? {
        guard let namespace = call.argument("K8S_POD_NAMESPACE"), let name = call.argument("K8S_POD_NAME") else {
            return nil
        }
        return (namespace, name)
    }

    var nodeFile: String { configuration["nodename_file"]?.string ?? "/var/lib/calico/nodename" }

    var node: String {
        if let name = configuration["nodename"]?.string, !name.isEmpty { return name }
        return StateFile.text(nodeFile)?.split(separator: "\n").first.map(String.init) ?? "node"
    }

    func requireNodeName() throws(Refusal) {
        if configuration["nodename_file_optional"]?.boolean == true || StateFile.exists(nodeFile) { return }
        throw Refusal(
            999,
            "stat \(nodeFile): no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/"
        )
    }

    /// 0 is the kernel's own.
    func mtu() throws(Refusal) -> Int {
        if let own = configuration["mtu"]?.integer, own > 0 { return own }
        guard let text = StateFile.text("/var/lib/calico/mtu") else {
            if configuration["require_mtu_file"]?.boolean == true {
                throw Refusal(999, "open /var/lib/calico/mtu: no such file or directory")
            }
            return 0
        }
        let digits = text.split(separator: "\n").first.map(String.init) ?? ""
        guard let mtu = Int(digits) else {
            throw Refusal(999, "strconv.Atoi: parsing \"\(digits)\": invalid syntax")
        }
        return mtu
    }

    func requireDevice() throws(Refusal) {
        let type = configuration["device_type"]?.string ?? "veth"
        guard ["veth", "netkit"].contains(type) else { throw Refusal(999, "unsupported device_type \(type)") }
    }

    /// What it needs to speak with the API server.
    func requireClient() throws(Refusal) {
        if let file = configuration["kubernetes"]?["kubeconfig"]?.string, !file.isEmpty {
            guard StateFile.text(file) != nil else {
                throw Refusal(999, "error loading config file \"\(file)\": open \(file): no such file or directory")
            }
        } else if configuration["etcd_endpoints"] == nil {
            throw Refusal(
                999,
                "invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable"
            )
        }
        if configuration["policy"]?["type"]?.string == "k8s", pod == nil {
            throw Refusal(999, "Kubernetes policy needs K8S_POD_NAMESPACE and K8S_POD_NAME in CNI_ARGS")
        }
    }
}
