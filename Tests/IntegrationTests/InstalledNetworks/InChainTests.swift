import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// The five networks in chains with other plugins.
@Suite(.privateHost) struct InChainTests {
    struct Chain: Sendable, CustomTestStringConvertible {
        let name: String
        let network: InstalledNetwork
        let version: String
        /// Beside it, the daemon of this one is needed.
        var other: InstalledNetwork?
        let plugins: [JSONValue]
        let addresses: [String]

        var testDescription: String { name }

        /// The types, as Tartan runs them.
        var types: [String] { plugins.compactMap { $0["type"]?.string } }

        func node() throws -> NetworkNode {
            let node = try NetworkNode(network)
            if let other { try node.start(other) }
            let kubeconfig = JSONValue.string("\(node.node.folder)/calico-kubeconfig")
            let plugins = plugins.map { plugin -> JSONValue in
                // The path that the installer writes.
                var object = plugin.object ?? JSONObject()
                if object["kubernetes"] != nil { object["kubernetes"] = ["kubeconfig": kubeconfig] }
                if var delegate = object["delegate"]?.object, delegate["kubernetes"] != nil {
                    delegate["kubernetes"] = ["kubeconfig": kubeconfig]
                    object["delegate"] = .object(delegate)
                }
                return .object(object)
            }
            try node.node.writeConfiguration(
                network.fileName,
                ["cniVersion": .string(version), "name": .string(listName), "plugins": .array(plugins)])
            return node
        }

        private var listName: String {
            switch network {
            case .flannel: other == .canal ? "canal" : "cbr0"
            case .calico, .canal: "k8s-pod-network"
            case .weave: "weave"
            case .cilium: "cilium"
            }
        }
    }

    static let portmap: JSONValue = ["type": "portmap", "snat": true, "capabilities": ["portMappings": true]]
    static let flannel: JSONValue = ["type": "flannel", "delegate": ["hairpinMode": true, "isDefaultGateway": true]]
    static let calico: JSONValue = [
        "type": "calico", "datastore_type": "kubernetes", "nodename": "node-a", "mtu": 1450,
        "ipam": ["type": "host-local", "subnet": "usePodCidr"], "policy": ["type": "k8s"],
        "kubernetes": ["kubeconfig": ""],
    ]

    /// The three ways of Canal, and the chains that installers of the others make.
    static let all = [
        Chain(
            name: "Canal as deployed: calico, portmap", network: .canal, version: "1.0.0", plugins: [calico, portmap],
            addresses: ["10.244.7.2/32"]),
        Chain(
            name: "Canal of the etcd manifests: flannel delegating to calico, portmap", network: .flannel,
            version: "0.3.1", other: .canal,
            plugins: [
                [
                    "type": "flannel",
                    "delegate": [
                        "type": "calico", "include_default_routes": true, "etcd_endpoints": "http://10.96.232.136:6666",
                        "policy": ["type": "k8s"], "kubernetes": ["kubeconfig": ""],
                    ],
                ], portmap,
            ], addresses: ["10.244.7.2/32"]),
        Chain(
            name: "literally: flannel, firewall, portmap, policy", network: .flannel, version: "1.0.0",
            plugins: [
                flannel, ["type": "firewall", "backend": "iptables"], portmap,
                ["type": "policy", "deny": ["10.244.9.9"]],
            ],
            addresses: ["10.244.7.2/24"]),
        Chain(
            name: "weave-net, portmap", network: .weave, version: "0.3.0", plugins: [["type": "weave-net"], portmap],
            addresses: ["10.32.0.1/12"]),
        Chain(
            name: "flannel, portmap, cilium-cni", network: .flannel, version: "0.3.1", other: .cilium,
            plugins: [flannel, portmap, ["type": "cilium-cni", "chaining-mode": "generic-veth"]],
            addresses: ["10.244.7.2/24"]),
        Chain(
            name: "calico, bandwidth, tuning, portmap", network: .calico, version: "1.0.0", other: .canal,
            plugins: [
                calico, ["type": "bandwidth", "capabilities": ["bandwidth": true]],
                ["type": "tuning", "sysctl": ["net.ipv4.conf.eth0.arp_notify": "1"]], portmap,
            ], addresses: ["10.244.7.2/32"]),
    ]

    /// With a port of the host and a rate, so that each plugin of the chain has work.
    private static func requests(_ chain: Chain) -> JSONObject {
        var runtime = JSONObject()
        runtime["portMappings"] = [["hostPort": 8080, "containerPort": 80, "protocol": "tcp"]]
        if chain.types.contains("bandwidth") {
            runtime["bandwidth"] = ["ingressRate": 1_000_000, "ingressBurst": 1_000_000]
        }
        return ["runtimeConfig": .object(runtime)]
    }

    @Test("ADD: each plugin works on the result of the one before it, and the answer is the last one's", arguments: all)
    func add(_ chain: Chain) throws {
        let node = try chain.node()
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, keys: Self.requests(chain))
        try #require(answer.succeeded, "\(answer)")
        #expect(answer.addresses == chain.addresses.map { "eth0 \($0)" })
        #expect(try node.host.defaultRoutes(in: pod.name).count == 1)
        let record = try #require(try node.node.record(pod))
        #expect(record.calls.map { $0.start.path.split(separator: "/").last.map(String.init) } == chain.types)
        #expect(try node.host.shell("iptables-save -t nat").contains("--dport 8080"))
        #expect(try node.breaches() == [])
    }

    @Test(
        "CHECK: the plugins of a list of 0.4.0 or later are asked in order, and Tartan looks by itself in any",
        arguments: all)
    func check(_ chain: Chain) throws {
        let node = try chain.node()
        let pod = try node.host.pod()
        // Without a port: the distribution's portmap looks for IPv6 rules too, and fails where an IPv4 pod has none.
        var keys = Self.requests(chain)
        var runtime = keys["runtimeConfig"]?.object ?? JSONObject()
        runtime["portMappings"] = nil
        keys["runtimeConfig"] = .object(runtime)
        #expect(try node.node.add(pod, keys: keys).succeeded)
        let good = try node.node.check(pod, keys: keys)
        #expect(good.succeeded, "\(good)")
        let asked = try node.calls(nil, "CHECK").compactMap { $0["type"]?.string }
        let stoodIn = chain.types.filter { Executables.isStoodIn($0) }
        #expect(asked == (chain.version == "1.0.0" ? stoodIn : []))
        try node.host.shell("ip -n \(pod.name) link delete eth0")
        #expect(try !node.node.check(pod, keys: keys).succeeded)
        #expect(try node.breaches() == [])
    }

    @Test("DEL: the last plugin first; links, leases, files and rules are gone", arguments: all)
    func delete(_ chain: Chain) throws {
        let node = try chain.node()
        let pod = try node.host.pod()
        let keys = Self.requests(chain)
        #expect(try node.node.add(pod, keys: keys).succeeded)
        let answer = try node.node.delete(pod, keys: keys)
        #expect(answer.succeeded, "\(answer)")
        let deletes = try #require(try node.node.history(pod)).calls.filter { $0.start.verb == "DEL" }
        #expect(deletes.map { $0.start.path.split(separator: "/").last.map(String.init) } == chain.types.reversed())
        #expect(try node.leftBehind(pod, host: chain.hostLinks) == [])
        #expect(try node.host.shell("iptables-save").contains("8080") == false)
        #expect(try node.host.shell("iptables-save").contains("10.244.9.9") == false)
    }

    @Test("fault: the second plugin fails; nothing of the first is left, and the next try works", arguments: all)
    func fault(_ chain: Chain) throws {
        let node = try chain.node()
        let pod = try node.host.pod()
        let second = chain.types[1]
        // A double stands in its place for one call.
        try node.node.scripted(second, ["ADD": ["error": ["code": 999, "msg": "no"]]])
        let keys = Self.requests(chain)
        let refused = try node.node.add(pod, keys: keys)
        #expect(refused.errorCode == 999 && refused.message.contains(second), "\(refused)")
        #expect(try node.leftBehind(pod, host: chain.hostLinks) == [])
        let calls = try #require(try node.node.history(pod)).calls.map { "\($0.start.verb) \($0.start.plugin)" }
        #expect(calls == ["ADD 0", "ADD 1", "DEL 1", "DEL 0"])
        TestFile.remove("\(node.node.folder)/bin/\(second)")
        let answer = try node.node.add(pod, keys: keys)
        #expect(answer.succeeded, "\(answer)")
    }

    @Test(
        "reboot: DEL of the whole chain succeeds with an empty CNI_NETNS, and what is on disk is freed", arguments: all)
    func reboot(_ chain: Chain) throws {
        let node = try chain.node()
        let pod = try node.host.pod()
        let keys = Self.requests(chain)
        #expect(try node.node.add(pod, keys: keys).succeeded)
        try node.reboot([pod])
        for network in [chain.network] + [chain.other].compactMap({ $0 }) { try node.start(network) }
        let answer = try node.node.delete(pod, keys: keys)
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.kept() == [])
    }

    @Test("update: each binary of the chain is another one at DEL than at ADD", arguments: all)
    func update(_ chain: Chain) throws {
        let node = try chain.node()
        let pod = try node.host.pod()
        let keys = Self.requests(chain)
        #expect(try node.node.add(pod, keys: keys).succeeded)
        for type in chain.types {
            try node.host.shell(
                """
                cd \(node.node.folder)/bin
                cp -L $([ -e \(type) ] && echo \(type) || echo \(Executables.plugins)/\(type)) \(type).tmp && mv \(type).tmp \(type)
                """)
        }
        let answer = try node.node.delete(pod, keys: keys)
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: chain.hostLinks) == [])
    }
}

extension InChainTests.Chain {
    /// The links of the host that stay.
    var hostLinks: [String] {
        var links: [String] = []
        // The delegate calico makes no bridge.
        if network == .flannel, other != .canal { links.append("cni0") }
        if other == .cilium { links.append("cilium_host") }
        return links
    }
}
