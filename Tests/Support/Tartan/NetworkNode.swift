package import ExactJSON
import TestKit

/// The networks that most clusters run, each as its installer leaves a node.
package enum InstalledNetwork: String, Sendable, CaseIterable, CustomStringConvertible {
    case flannel, calico, canal, weave, cilium

    package var description: String { rawValue }

    /// Of its file in the runtime's folder.
    package var fileName: String {
        switch self {
        case .flannel: "10-flannel.conflist"
        case .calico: "10-calico.conflist"
        case .canal: "10-canal.conflist"
        case .weave: "10-weave.conflist"
        case .cilium: "05-cilium.conflist"
        }
    }

    /// The file, as the installer writes it.
    ///
    /// - Parameter kubeconfig: the path that Calico's installer writes into its template.
    package func file(kubeconfig: String) -> String {
        switch self {
        case .flannel:
            """
            { "cniVersion": "0.3.1", "name": "cbr0", "plugins": [
              { "type": "flannel", "delegate": { "hairpinMode": true, "isDefaultGateway": true } },
              { "type": "portmap", "capabilities": { "portMappings": true } } ] }

            """
        case .calico, .canal:
            """
            { "cniVersion": "1.0.0", "name": "k8s-pod-network", "plugins": [
              { "type": "calico", "datastore_type": "kubernetes", "nodename": "node-a", "mtu": \(self == .canal ? 1450 : 0), "log_level": "info", "log_file_path": "/var/log/calico/cni/cni.log",
                "ipam": \(self == .canal ? #"{ "type": "host-local", "subnet": "usePodCidr" }"# : #"{ "type": "calico-ipam" }"#), "policy": { "type": "k8s" }, "kubernetes": { "kubeconfig": "\(kubeconfig)" } },
              { "type": "portmap", "snat": true, "capabilities": { "portMappings": true } } ] }

            """
        case .weave:
            """
            { "cniVersion": "0.3.0", "name": "weave", "plugins": [
              { "name": "weave", "type": "weave-net", "hairpinMode": true },
              { "type": "portmap", "capabilities": { "portMappings": true }, "snat": true } ] }

            """
        case .cilium:
            """
            { "cniVersion": "0.3.1", "name": "cilium", "plugins": [
              { "type": "cilium-cni", "enable-debug": false, "log-file": "/var/run/cilium/cilium-cni.log" } ] }

            """
        }
    }

    /// The plugins of its list that Tartan runs, in order.
    package var types: [String] {
        switch self {
        case .flannel: ["flannel", "portmap"]
        case .calico, .canal: ["calico", "portmap"]
        case .weave: ["weave-net", "portmap"]
        case .cilium: ["cilium-cni"]
        }
    }

    /// The addresses of the first pod's interface, in the answer's order.
    package var addresses: [String] {
        switch self {
        case .flannel: ["10.244.7.2/24"]
        case .calico: ["192.168.0.1/32"]
        case .canal: ["10.244.7.2/32"]
        case .weave: ["10.32.0.1/12"]
        case .cilium: ["fd00:10::2/128", "10.0.0.2/32"]
        }
    }

    /// The gateway of the pod's IPv4 default route, in the kernel.
    package var gateway: String {
        switch self {
        case .flannel: "10.244.7.1"
        case .calico, .canal: "169.254.1.1"
        case .weave: "10.32.0.2"
        case .cilium: "10.0.0.1"
        }
    }

    /// The links of the host that stay when the pod has gone.
    package var hostLinks: [String] {
        switch self {
        case .flannel: ["cni0"]
        case .calico, .canal: []
        case .weave: ["weave"]
        case .cilium: ["cilium_host"]
        }
    }

    /// What has to be there before an ADD can work, as Tartan names it, and what makes it.
    package var need: (missing: String, daemon: String) {
        switch self {
        case .flannel: ("/run/flannel/subnet.env", "flanneld")
        case .calico, .canal: ("/var/lib/calico/nodename", "calico-node")
        case .weave: ("127.0.0.1:6784", "Weave's router")
        case .cilium: ("/var/run/cilium/cilium.sock", "cilium-agent")
        }
    }

    package var project: String { self == .canal ? "calico" : rawValue }
}

/// A node whose cluster network is one of them. Plugins that can't be had are stood in for.
package final class NetworkNode {
    package var node: Node
    package let network: InstalledNetwork
    private var daemons: [String: RunningCommand] = [:]

    /// What the stand-ins keep.
    package var state: String { node.folder + "/standin" }
    package var file: String { "\(node.configurationFolder)/\(network.fileName)" }
    package var host: TestHost { node.host }

    /// - Parameter isReady: its daemon has done its work.
    package init(_ network: InstalledNetwork, isReady: Bool = true) throws {
        node = try Node()
        self.network = network
        for type in [
            "flannel", "calico", "calico-ipam", "weave-net", "weave-ipam", "cilium-cni", "policy", "weaver",
            "cilium-agent",
        ] {
            try TestFile.link("\(node.folder)/bin/\(type)", to: Executables.network(type))
        }
        try TestFile.makeFolder(state)
        node.environment = [
            "STANDIN_STATE=\(state)", "STANDIN_LOG=\(node.folder)/standin.log", "STANDIN_STRICT=1",
        ]
        TestFile.remove("\(node.configurationFolder)/10-cluster.conflist")
        try TestFile.write(network.file(kubeconfig: "\(node.folder)/calico-kubeconfig"), to: file)
        node.settings["clusterNetwork"] = .string(file)
        if isReady { try start(network) }
    }

    /// Does what the network's daemon does at its start.
    package func start(_ network: InstalledNetwork) throws {
        switch network {
        case .flannel: try writeSubnetFile()
        case .calico, .canal:
            try TestFile.write("apiVersion: v1\nkind: Config\n", to: "\(node.folder)/calico-kubeconfig")
            try TestFile.makeFolder("\(state)/api/nodes")
            try TestFile.write("10.244.7.0/24\n", to: "\(state)/api/nodes/node-a")
            try host.shell("mkdir -p /var/lib/calico && echo node-a >/var/lib/calico/nodename")
        case .weave: try start("weaver")
        case .cilium:
            try host.shell("mkdir -p /run/cilium")
            try start("cilium-agent")
        }
    }

    /// flanneld's file, /run/flannel/subnet.env or another one.
    package func writeSubnetFile(
        _ path: String = "/run/flannel/subnet.env", network: String = "10.244.0.0/16", subnet: String = "10.244.7.1/24"
    ) throws {
        try host.shell(
            """
            mkdir -p $(dirname \(path)) && cat >\(path).new <<'END' && mv \(path).new \(path)
            FLANNEL_NETWORK=\(network)
            FLANNEL_SUBNET=\(subnet)
            FLANNEL_MTU=1450
            FLANNEL_IPMASQ=true
            END
            """)
    }

    private func start(_ daemon: String) throws {
        TestFile.remove("\(state)/listening")
        daemons[daemon] = try host.start(
            TestCommand(
                ["\(node.folder)/bin/\(daemon)"],
                environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] + node.environment, timeout: 600))
        try Waiting.until(daemon) { TestFile.exists("\(state)/listening") }
    }

    /// The daemon is gone, and with it what says that it is there.
    package func stop(_ network: InstalledNetwork) throws {
        switch network {
        case .flannel: try host.shell("rm -f /run/flannel/subnet.env")
        case .calico, .canal: try host.shell("rm -f /var/lib/calico/nodename")
        case .weave: end("weaver")
        case .cilium: end("cilium-agent")
        }
    }

    /// The pod's namespace, and the host's ends of its links, which the kernel takes away a little later.
    package func removeSandbox(of pod: TestPod) throws {
        try host.removeNamespace(of: pod)
        try Waiting.until("the host's ends") {
            try host.links().allSatisfy { !$0.hasPrefix("cali") && !$0.hasPrefix("veth") && !$0.hasPrefix("lxc") }
        }
    }

    private func end(_ daemon: String) {
        daemons[daemon]?.killGroup()
        _ = try? daemons[daemon]?.wait()
        daemons[daemon] = nil
    }

    /// What the machine loses: links, rules, /run. The record is of an earlier boot, the daemons start anew.
    package func reboot(_ pods: [TestPod]) throws {
        for pod in pods { try node.pretendReboot(pod) }
        for daemon in daemons.keys { end(daemon) }
        try host.shell(
            """
            for pod in $(ls /run/netns); do ip netns delete $pod; done
            for link in $(ls /sys/class/net | grep -v -x -e lo -e bonding_masters); do ip link delete $link 2>/dev/null || true; done
            iptables -F; iptables -t nat -F; rm -rf /run/flannel /run/cilium
            """)
    }
}

// What stand-ins saw and keep
extension NetworkNode {
    /// A line for each call of a stand-in.
    package func calls(_ type: String? = nil, _ command: String? = nil) throws -> [JSONValue] {
        let text = TestFile.textIfThere("\(node.folder)/standin.log") ?? ""
        return try text.split(separator: "\n").map { try JSONParser.parse(String($0), limit: 16 << 20) }.filter {
            (type == nil || $0["type"]?.string == type) && (command == nil || $0["command"]?.string == command)
        }
    }

    /// `command type interface` of each call, in order.
    package func order() throws -> [String] {
        try calls().map { "\($0["command"]?.string ?? "") \($0["type"]?.string ?? "") \($0["ifname"]?.string ?? "")" }
    }

    /// What a stand-in refused because Tartan broke a rule.
    package func breaches() throws -> [String] {
        try calls().filter { $0["answer"]?.string?.contains("strict:") == true }.compactMap { $0["answer"]?.string }
    }

    /// Leases, endpoints and files that plugins keep for the pods, as `folder/name`.
    package func kept() throws -> [String] {
        let own = try host.shell(
            """
            cd \(state)
            for place in calico-ipam weave cilium/addresses cilium/endpoints cilium/leased endpoints policy; do
                [ ! -d $place ] || find $place -type f | grep -v weave:expose || true
            done
            cd /var/lib/cni 2>/dev/null || exit 0
            find networks flannel -type f 2>/dev/null | grep -v -e last_reserved -e '/lock$' || true
            """)
        return own.split(separator: "\n").map(String.init)
    }

    /// Sentences that name what is left of the pod: nothing, where it was detached.
    package func leftBehind(_ pod: TestPod, host more: [String] = []) throws -> [String] {
        try node.leftBehind(pod, host: network.hostLinks + more, rules: false) + kept().map { "kept: \($0)" }
            + breaches()
    }
}
