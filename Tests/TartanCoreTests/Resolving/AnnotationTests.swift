import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import Testing

@testable import TartanCore

@Suite("What a pod's annotations ask for") struct AnnotationTests {
    private let bench: ResolverBench
    private static let cluster = #""clusterNetwork":"infra/pods""#

    init() throws {
        bench = try ResolverBench()
        try bench.network("infra", "pods", ResolverBench.list("pods"))
        try bench.network("infra", "storage", ResolverBench.list("storage", "macvlan", capabilities: ["ips", "mac"]))
        try bench.network("shop", "lan", ResolverBench.list("lan", "macvlan"))
        try bench.network("default", "common", ResolverBench.list("common"))
    }

    private func plan(_ networks: String, _ members: String = cluster, held: Holders = [:]) throws -> Plan {
        try bench.plan(members, annotations: [(Annotation.networks, networks)], held: held)
    }

    @Test("networks are attached in order, after the cluster network and the default ones, names by place")
    func order() throws {
        let members = Self.cluster + #","defaultNetworks":["default/common"]"#
        #expect(
            try plan("lan,infra/storage@stor0,lan", members).summary
                == "eth0=infra/pods net1=default/common net2=shop/lan stor0=infra/storage net4=shop/lan")
        #expect(try plan("lan", held: ["net1": "x"]).summary == "eth0=infra/pods net2=shop/lan")
        #expect(try plan("").summary == "eth0=infra/pods")
        #expect(
            try plan("lan").attachments[1].origin
                == .annotation(element: 1, text: "lan"))
    }

    @Test("a later call of the sandbox attaches its own configuration's networks only")
    func laterCall() throws {
        let plan = try bench.plan(Self.cluster, annotations: [(Annotation.networks, "lan")], first: false)
        #expect(plan.summary == "eth0=infra/pods")
    }

    @Test("a call without pod arguments looks at no annotations")
    func noPod() throws {
        let plan = try bench.plan(Self.cluster, pod: nil, annotations: [(Annotation.networks, "lan")])
        #expect(plan.summary == "eth0=infra/pods")
    }

    @Test("what the selection asks for reaches the plugins that declare it")
    func requests() throws {
        let text =
            #"[{"name":"storage","namespace":"infra","ips":["10.9.0.7/24"],"mac":"02:00:00:00:00:07","#
            + #""cni-args":{"vlan":1.0},"default-route":["10.9.0.1"]}]"#
        let attachment = try plan(text).attachments[1]
        #expect(attachment.defaultRoute == [try #require(IPAddress("10.9.0.1"))])
        #expect(attachment.wantsInterface)
        #expect(attachment.plugins[0].capabilities == ["ips", "mac"])
        #expect(
            JSONValue.object(attachment.plugins[0].configuration).text
                == #"{"type":"macvlan","cniVersion":"1.0.0","name":"storage","args":{"cni":{"vlan":1.0}},"#
                + #""runtimeConfig":{"ips":["10.9.0.7/24"],"mac":"02:00:00:00:00:07"}}"#)
        #expect(try !plan("infra/storage").attachments[1].wantsInterface)
        #expect(try plan("infra/storage").attachments[1].defaultRoute == nil)
    }

    @Test(
        "a capability that no plugin declares fails the attachment, the annotation's key named",
        arguments: [
            (#""mac":"02:00:00:00:00:07""#, "mac", "mac"), (#""ips":["10.9.0.7/24"]"#, "ips", "ips"),
            (#""infiniband-guid":"c2:11:22:33:44:55:66:77""#, "infiniband-guid", "infinibandGUID"),
            (#""portMappings":[{"hostPort":1,"containerPort":2}]"#, "portMappings", "portMappings"),
            (#""bandwidth":{"ingressRate":1000,"ingressBurst":1000}"#, "bandwidth", "bandwidth"),
        ])
    func undeclared(member: String, key: String, capability: String) {
        let error = PlanError.missingCapability(
            AttachmentLabel(network: "shop/lan", interface: "net1"), key: key, capability: capability,
            types: ["macvlan"])
        #expect(throws: error) { try plan("[{\"name\":\"lan\",\(member)}]") }
    }

    @Test(
        "an annotation that can't be read is told with the annotation's name",
        arguments: ["lan,,lan", "[{}]", "a/b/c", "[", "lan@a/b"])
    func malformed(text: String) throws {
        let cause = try #require(throws: SelectionError.self) { try NetworkSelection.parse(text, podNamespace: "shop") }
        #expect(throws: PlanError.annotation(name: Annotation.networks, cause)) { try plan(text) }
    }

    @Test("an unknown network is told with the namespaces that have one of that name")
    func unknown() throws {
        try bench.network("ops", "storage", ResolverBench.list("s"))
        let origin = "annotation k8s.v1.cni.cncf.io/networks, element 2: storage"
        let elsewhere = PlanError.unknownNetwork(
            try NetworkReference(namespace: "shop", name: "storage"), origin: origin, existsIn: ["infra", "ops"])
        #expect(throws: elsewhere) { try plan("lan,storage") }
        let nowhere = PlanError.unknownNetwork(
            try NetworkReference(namespace: "shop", name: "none"),
            origin: "annotation k8s.v1.cni.cncf.io/networks, element 1: none@x", existsIn: [])
        #expect(throws: nowhere) { try plan("none@x") }
        let configured = PlanError.unknownNetwork(
            try NetworkReference(namespace: "infra", name: "none"), origin: "clusterNetwork of Tartan's configuration",
            existsIn: [])
        #expect(throws: configured) { try plan("", #""clusterNetwork":"infra/none""#) }
    }

    @Test("interfaces that clash are found before anything runs")
    func clash() {
        let element = "annotation k8s.v1.cni.cncf.io/networks, element "
        #expect(throws: PlanError.interfaceClash("net2", first: element + "1: lan@net2", second: element + "2: lan")) {
            try plan("lan@net2,lan")
        }
        #expect(
            throws: PlanError.interfaceClash(
                "eth0", first: "cluster network, definition infra/pods", second: element + "1: lan@eth0")
        ) { try plan("lan@eth0") }
        #expect(throws: PlanError.interfaceHeld("lan0", wanted: element + "1: lan@lan0", holder: "h")) {
            try plan("lan@lan0", held: ["lan0": "h"])
        }
    }

    @Test("isolated pods may use networks of their own namespace and of the global ones")
    func isolation() throws {
        let isolated = Self.cluster + #","namespaceIsolation":true"#
        #expect(try plan("lan,default/common", isolated).summary == "eth0=infra/pods net1=shop/lan net2=default/common")
        let storage = try NetworkReference(namespace: "infra", name: "storage")
        let refused = PlanError.isolated(
            storage, podNamespace: "shop", allowed: ["default"], annotation: Annotation.networks)
        #expect(throws: refused) { try plan("lan,infra/storage", isolated) }
        let global = isolated + #","globalNamespaces":"infra,ops""#
        #expect(try plan("infra/storage", global).summary == "eth0=infra/pods net1=infra/storage")
        let common = try NetworkReference(namespace: "default", name: "common")
        let replaced = PlanError.isolated(
            common, podNamespace: "shop", allowed: ["infra", "ops"], annotation: Annotation.networks)
        #expect(throws: replaced) { try plan("default/common", global) }
    }

    @Test("isolation holds for the cluster network that a pod chooses too, and doesn't tell whether it exists")
    func isolatedDefault() throws {
        let isolated = Self.cluster + #","namespaceIsolation":true"#
        for name in ["storage", "none"] {
            let reference = try NetworkReference(namespace: "infra", name: name)
            let refused = PlanError.isolated(
                reference, podNamespace: "shop", allowed: ["default"], annotation: Annotation.defaultNetwork)
            #expect(throws: refused) {
                try bench.plan(isolated, annotations: [(Annotation.defaultNetwork, "infra/\(name)")])
            }
        }
        let own = try bench.plan(isolated, annotations: [(Annotation.defaultNetwork, "shop/lan")])
        #expect(own.summary == "eth0=shop/lan")
    }

    @Test("a pod's own cluster network takes the place of the configured one, with what it asks for")
    func defaultNetwork() throws {
        let text = #"[{"name":"storage","namespace":"infra","mac":"02:00:00:00:00:07"}]"#
        let plan = try bench.plan(
            #""clusterNetwork":"infra/gone""#,
            annotations: [(Annotation.defaultNetwork, text), (Annotation.networks, "lan")])
        #expect(plan.summary == "eth0=infra/storage net1=shop/lan")
        #expect(plan.attachments[0].isDefault)
        #expect(plan.attachments[0].plugins[0].capabilities == ["mac"])
        let named = try bench.plan(
            Self.cluster + #","multusNamespace":"default""#, annotations: [(Annotation.defaultNetwork, "common")])
        #expect(named.summary == "eth0=default/common")
        #expect(
            try bench.plan(Self.cluster, annotations: [(Annotation.defaultNetwork, "")]).summary == "eth0=infra/pods")
        let cause = try #require(throws: SelectionError.self) {
            try NetworkSelection.parseDefaultNetwork("a,b", namespace: "kube-system")
        }
        #expect(throws: PlanError.annotation(name: Annotation.defaultNetwork, cause)) {
            try bench.plan(Self.cluster, annotations: [(Annotation.defaultNetwork, "a,b")])
        }
    }

    @Test("the default route is one network's, whether the pod's own cluster network or another")
    func defaultRouteTwice() {
        let annotations = [
            (Annotation.defaultNetwork, #"[{"name":"storage","namespace":"infra","default-route":[]}]"#),
            (Annotation.networks, #"[{"name":"lan","default-route":["10.9.0.1"]}]"#),
        ]
        #expect(
            throws: PlanError.defaultRouteTwice(
                first: "annotation v1.multus-cni.io/default-network: infra/storage",
                second: "annotation k8s.v1.cni.cncf.io/networks, element 1: lan")
        ) { try bench.plan(Self.cluster, annotations: annotations) }
    }

    @Test("a DEL without record gives each network the name that it had, whatever of the others is gone")
    func remnantNames() throws {
        func names(_ members: String) throws -> [String] {
            try bench.resolver(members).remnants(PlanRequest(pod: ResolverBench.web, interface: "eth0")).plan
                .map { "\($0.interface)=\($0.network)" }
        }
        try bench.pod("shop", "web", [(Annotation.networks, "lan")])
        let defaults = #""defaultNetworks":["infra/gone","infra/storage"]"#
        #expect(try names(Self.cluster + "," + defaults) == ["eth0=infra/pods", "net2=infra/storage", "net3=shop/lan"])
        #expect(try names(#""clusterNetwork":"infra/gone","# + defaults) == ["net2=infra/storage", "net3=shop/lan"])
        let delegates =
            #""delegates":[{"name":"a","type":"bridge"},{"name":"b","type":"gone"},{"name":"c","type":"bridge"}]"#
        #expect(try names(delegates) == ["eth0=a", "net2=c", "net3=shop/lan"])
    }

    @Test("a DEL without record takes the pod's own cluster network, and not the configuration's in its place")
    func remnantClusterNetwork() throws {
        let resolver = try bench.resolver(Self.cluster)
        func names() -> [String] {
            resolver.remnants(PlanRequest(pod: ResolverBench.web, interface: "eth0")).plan
                .map { "\($0.interface)=\($0.network)" }
        }
        try bench.pod(
            "shop", "web", [(Annotation.defaultNetwork, "infra/storage"), (Annotation.networks, "none,lan")])
        #expect(names() == ["eth0=infra/storage", "net2=shop/lan"])
        try bench.pod("shop", "web", [(Annotation.defaultNetwork, "infra/gone"), (Annotation.networks, "lan")])
        #expect(names() == ["net1=shop/lan"])
    }

    @Test("a DEL without record resolves what it can and tells the rest")
    func remnants() throws {
        try bench.pod("shop", "web", [(Annotation.networks, "lan,none,infra/storage@stor0")])
        let resolver = try bench.resolver(Self.cluster)
        let remnants = resolver.remnants(PlanRequest(pod: ResolverBench.web, interface: "eth0"))
        let names = remnants.plan.map { "\($0.interface)=\($0.network)" }
        #expect(names == ["eth0=infra/pods", "net1=shop/lan", "stor0=infra/storage"])
        #expect(
            remnants.problems == [
                .unknownNetwork(
                    try NetworkReference(namespace: "shop", name: "none"),
                    origin: "annotation k8s.v1.cni.cncf.io/networks, element 2: none", existsIn: [])
            ])
    }
}
