import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import Testing

@testable import TartanCore

@Suite("auxiliaryCNIChainName") struct AuxiliaryChainTests {
    private let bench: ResolverBench

    init() throws {
        bench = try ResolverBench()
        try bench.file("10-pods.conflist", ResolverBench.list("pods"))
        try bench.network("shop", "lan", ResolverBench.list("lan", "macvlan"))
    }

    private var members: String {
        #""cniVersion":"1.0.0","auxiliaryCNIChainName":"extra","clusterNetwork":"\#(bench.conf)/10-pods.conflist""#
    }

    private func plan(_ members: String, _ networks: String = "lan") throws -> Plan {
        try bench.plan(members, annotations: [(Annotation.networks, networks)])
    }

    @Test("it runs last, as net<place>, its plugins in the order of their files, if there is a file")
    func last() throws {
        #expect(try plan(members).summary == "eth0=pods net1=shop/lan")
        try bench.file("extra/README.txt", "no plugin")
        try bench.file("extra/skipped.conf.bak", "{")
        #expect(try plan(members).summary == "eth0=pods net1=shop/lan")
        try bench.file("extra/20-b.conf", #"{"type":"portmap","name":"b","cniVersion":"0.3.1"}"#)
        try bench.file("extra/10-a.conf", #"{"type":"tuning","keep":[1.0]}"#)
        let plan = try plan(members)
        #expect(plan.summary == "eth0=pods net1=shop/lan net2=extra")
        let chain = plan.attachments[2]
        #expect(chain.plugins.map(\.type) == ["tuning", "portmap"])
        #expect(
            JSONValue.object(chain.plugins[0].configuration).text
                == #"{"type":"tuning","keep":[1.0],"cniVersion":"1.0.0","name":"extra"}"#)
        #expect(chain.plugins[1].configuration["name"] == "extra")
        #expect(chain.version == CNIVersion(1, 0, 0))
        #expect(chain.initialResult == CNIResult().encoded(as: CNIVersion(1, 0, 0)))
        #expect(plan.attachments[0].initialResult == nil && plan.attachments[1].initialResult == nil)
        #expect(chain.origin.description == "auxiliaryCNIChainName, \(bench.conf)/extra")
    }

    @Test("the folder is inside clusterNetwork where that is a folder", arguments: ["", "/"])
    func insideFolder(slash: String) throws {
        try bench.file("extra/10-a.conf", #"{"type":"tuning"}"#)
        let members = #""auxiliaryCNIChainName":"extra","clusterNetwork":"\#(bench.conf)\#(slash)""#
        #expect(try plan(members).summary == "eth0=pods net1=shop/lan net2=extra")
    }

    @Test("clusterNetwork must be a path")
    func noPath() throws {
        let chain = #""auxiliaryCNIChainName":"extra""#
        #expect(throws: PlanError.auxiliaryChain("extra", clusterNetwork: "pods")) {
            try plan(chain + #","clusterNetwork":"pods""#)
        }
        #expect(throws: PlanError.auxiliaryChain("extra", clusterNetwork: nil)) {
            try plan(chain + #","delegates":[{"name":"a","type":"bridge"}]"#)
        }
        #expect(PlanError.auxiliaryChain("extra", clusterNetwork: nil).code == .invalidConfiguration)
    }

    @Test("a malformed file is an error that names it: it would be a silent loss", arguments: ["{", "[]", "{}"])
    func malformed(text: String) throws {
        try bench.file("extra/10-a.conf", #"{"type":"tuning"}"#)
        try bench.file("extra/20-b.conf", text)
        let error = try #require(throws: PlanError.self) { try plan(members) }
        #expect(error.explained.sentence.contains("\(bench.conf)/extra/20-b.conf"))
    }

    @Test("a missing binary and Tartan itself are refused")
    func binaries() throws {
        try bench.file("extra/10-a.conf", #"{"type":"gone"}"#)
        #expect(throws: PlanError.self) { try plan(members) }
        try bench.file("extra/10-a.conf", #"{"type":"tartan"}"#)
        #expect(
            throws: PlanError.ownType(
                AttachmentLabel(network: "extra"), type: "tartan", source: bench.conf + "/extra")
        ) { try plan(members) }
    }

    @Test("STATUS and GC ask it; a later call of the sandbox and a pod that nobody knows don't get it")
    func others() throws {
        try bench.file("extra/10-a.conf", #"{"type":"tuning"}"#)
        #expect(try bench.resolver(members).configuredNetworks().map(\.network) == ["pods", "extra"])
        #expect(try bench.plan(members, first: false).summary == "eth0=pods")
        let unknown = try bench.resolver(members + #","unknownPod":"clusterNetwork""#).plan(
            PlanRequest(pod: ResolverBench.web, interface: "eth0"))
        #expect(unknown.summary == "eth0=pods")
        #expect(try bench.plan(members, pod: nil).summary == "eth0=pods net1=extra")
    }

    @Test("a DEL without record finds it again, also where the annotation can't be read")
    func remnants() throws {
        try bench.file("extra/10-a.conf", #"{"type":"tuning"}"#)
        try bench.pod("shop", "web", [(Annotation.networks, "lan,none")])
        let request = PlanRequest(pod: ResolverBench.web, interface: "eth0")
        var found = try bench.resolver(members).remnants(request).plan
        #expect(found.map { "\($0.interface)=\($0.network)" } == ["eth0=pods", "net1=shop/lan", "net3=extra"])
        try bench.pod("shop", "web", [(Annotation.networks, "lan,")])
        found = try bench.resolver(members).remnants(request).plan
        #expect(found.map(\.network) == ["pods", "extra"])
    }
}
