import CNI
import ExactJSON
import MultiNetwork
import Testing

@testable import TartanCore

/// What the settings for Multus' users change in a plan.
@Suite("Plans with Multus' settings") struct CompatibilityTests {
    private let bench: ResolverBench
    private static let cluster = #""clusterNetwork":"infra/pods""#
    private static let ignoring = cluster + #","invalidAnnotation":"ignore""#
    private static let arguing = cluster + #","requestsAsArguments":true"#

    init() throws {
        bench = try ResolverBench()
        try bench.network("infra", "pods", ResolverBench.list("pods"))
        try bench.network("infra", "more", ResolverBench.list("more"))
        try bench.network("shop", "lan", ResolverBench.list("lan", "macvlan"))
        try bench.network("shop", "able", ResolverBench.list("able", "macvlan", capabilities: ["mac"]))
    }

    private func plan(_ networks: String, _ members: String) throws -> Plan {
        try bench.plan(members, annotations: [(Annotation.networks, networks)])
    }

    @Test(
        "an invalid annotation can be ignored whole, and the plan knows why",
        arguments: [
            "lan,", "null", "{}", "[{}]", "a/b/c", #"[{"name":"lan"},{"name":"infra/lan"}]"#,
            #"[{"name":"lan","mac":"x"}]"#, #"[{"name":"lan","default-route":[]},{"name":"lan","default-route":[]}]"#,
        ])
    func ignored(text: String) throws {
        let cause = try #require(throws: SelectionError.self) { try NetworkSelection.parse(text, podNamespace: "shop") }
        let error = PlanError.annotation(name: Annotation.networks, cause)
        let defaults = #","defaultNetworks":["infra/more"]"#
        let plan = try plan(text, Self.ignoring + defaults)
        #expect(plan.summary == "eth0=infra/pods net1=infra/more")
        #expect(plan.ignored == error)
        #expect(throws: error) { try self.plan(text, Self.cluster + defaults) }
        #expect(throws: error) { try self.plan(text, Self.cluster + #","invalidAnnotation":"fail""#) }
    }

    @Test("a valid annotation is not ignored, nor is what a valid one names and can't have")
    func notIgnored() throws {
        #expect(try plan("lan", Self.ignoring).ignored == nil)
        #expect(try plan("", Self.ignoring).ignored == nil)
        #expect(try plan("[]", Self.ignoring).summary == "eth0=infra/pods")
        let storage = try NetworkReference(namespace: "infra", name: "more")
        let isolated = PlanError.isolated(
            storage, podNamespace: "shop", allowed: ["default"], annotation: Annotation.networks)
        #expect(throws: isolated) { try plan("infra/more", Self.ignoring + #","namespaceIsolation":true"#) }
        let unknown = PlanError.unknownNetwork(
            try NetworkReference(namespace: "shop", name: "none"),
            origin: "annotation k8s.v1.cni.cncf.io/networks, element 1: none", existsIn: [])
        #expect(throws: unknown) { try plan("none", Self.ignoring) }
        let missing = PlanError.missingCapability(
            AttachmentLabel(network: "shop/lan", interface: "net1"), key: "mac", capability: "mac", types: ["macvlan"])
        #expect(throws: missing) { try plan(#"[{"name":"lan","mac":"02:00:00:00:00:07"}]"#, Self.ignoring) }
    }

    @Test("what is only too much for Tartan is not ignored")
    func limits() throws {
        let many = Array(repeating: "lan", count: Limits.attachments + 1).joined(separator: ",")
        let cause = try #require(throws: SelectionError.self) { try NetworkSelection.parse(many, podNamespace: "shop") }
        #expect(throws: PlanError.annotation(name: Annotation.networks, cause)) { try plan(many, Self.ignoring) }
    }

    @Test("an invalid default-network annotation always fails: ignored, it would give another cluster network")
    func defaultNetwork() throws {
        let cause = try #require(throws: SelectionError.self) {
            try NetworkSelection.parseDefaultNetwork("a,b", namespace: "kube-system")
        }
        #expect(throws: PlanError.annotation(name: Annotation.defaultNetwork, cause)) {
            try bench.plan(Self.ignoring, annotations: [(Annotation.defaultNetwork, "a,b")])
        }
    }

    @Test("a DEL without record leaves out what the ADD left out")
    func remnants() throws {
        try bench.pod("shop", "web", [(Annotation.networks, "lan,")])
        let remnants = try bench.resolver(Self.ignoring).remnants(
            PlanRequest(pod: ResolverBench.web, interface: "eth0"))
        #expect(remnants.plan.map(\.network) == ["infra/pods"])
    }

    @Test("mac and ips that no plugin declares become arguments, if that is set")
    func arguments() throws {
        let text = #"[{"name":"lan","ips":["10.9.0.7/24","fd00::7"],"mac":"02:00:00:00:00:07"}]"#
        let attachment = try plan(text, Self.arguing).attachments[1]
        #expect(
            attachment.arguments.added(to: "IgnoreUnknown=1")
                == "IgnoreUnknown=1;MAC=02:00:00:00:00:07;IP=10.9.0.7/24,fd00::7")
        #expect(attachment.plugins[0].configuration["runtimeConfig"] == nil)
        #expect(attachment.wantsInterface)
        let missing = try #require(throws: PlanError.self) { try plan(text, Self.cluster) }
        guard case .missingCapability(_, "ips", "ips", ["macvlan"]) = missing else {
            Issue.record("\(missing)")
            return
        }
        #expect(missing.explained.advice?.contains("\"requestsAsArguments\": true") == true)
    }

    @Test("where a plugin declares the capability, only runtimeConfig is used")
    func declared() throws {
        let text = #"[{"name":"able","mac":"02:00:00:00:00:07","ips":["10.9.0.7/24"]}]"#
        let attachment = try plan(text, Self.arguing).attachments[1]
        #expect(attachment.arguments.map(\.key) == ["IP"])
        #expect(attachment.plugins[0].configuration["runtimeConfig"] == ["mac": "02:00:00:00:00:07"])
    }

    @Test(
        "other requests that no plugin declares are refused all the same, without that way out",
        arguments: [
            #""bandwidth":{"ingressRate":1000,"ingressBurst":1000}"#, #""infiniband-guid":"c2:11:22:33:44:55:66:77""#,
        ])
    func others(member: String) throws {
        let error = try #require(throws: PlanError.self) { try plan("[{\"name\":\"lan\",\(member)}]", Self.arguing) }
        guard case .missingCapability = error else {
            Issue.record("\(error)")
            return
        }
        #expect(error.explained.advice?.contains("requestsAsArguments") == false)
    }

    @Test("the name of an IPAMClaim is in args.cni, over what is there")
    func claim() throws {
        let text = #"[{"name":"lan","ipam-claim-reference":"vm.lan","cni-args":{"x":1,"ipam-claim-reference":"no"}}]"#
        let attachment = try plan(text, Self.cluster).attachments[1]
        #expect(
            attachment.plugins[0].configuration["args"] == ["cni": ["x": 1, "ipam-claim-reference": "vm.lan"]])
        #expect(attachment.selection?.ipamClaimReference == "vm.lan")
    }

    @Test("the pod's own cluster network may be in the networks annotation too: two attachments")
    func sameTwice() throws {
        let plan = try bench.plan(
            Self.cluster,
            annotations: [(Annotation.defaultNetwork, "infra/more"), (Annotation.networks, "infra/more,lan,lan")])
        #expect(plan.summary == "eth0=infra/more net1=infra/more net2=shop/lan net3=shop/lan")
        #expect(plan.attachments.map(\.isDefault) == [true, false, false, false])
    }
}
