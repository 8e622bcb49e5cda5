import Findings
import Testing
import Validation

@Suite("What is said about devices of pods and secrets of networks")
struct DeviceTextTests {
    private static func findings(_ text: String) -> [Finding] {
        var validator = Validator()
        validator.add(InputText("a.yaml", Array(text.utf8)))
        return validator.report().findings
    }

    private static func network(_ name: String, resource: String?, _ config: String) -> String {
        let annotations = resource.map { ", annotations: {k8s.v1.cni.cncf.io/resourceName: \($0)}" } ?? ""
        return """
            ---
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: \(name)\(annotations)}
            spec: {config: '\(config)'}

            """
    }

    private static func pod(_ networks: String, _ spec: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, annotations: {k8s.v1.cni.cncf.io/networks: '\(networks)'}}
        spec: \(spec)

        """
    }

    private static let sriov = #"{"cniVersion": "1.0.0", "type": "sriov"}"#
    private static let macvlan = #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}"#

    private static func containers(_ limits: String) -> String {
        "{containers: [{name: a, image: a, resources: {limits: {\(limits)}}}]}"
    }

    @Test("a missing device is told with what to ask for, and who else may do so")
    func missing() throws {
        let text =
            Self.pod("fast", Self.containers("cpu: 1")) + Self.network("fast", resource: "intel.com/vf", Self.sriov)
        let finding = try #require(Self.findings(text).first)
        #expect(finding.message == "pod default/web asks for no intel.com/vf, which network default/fast needs")
        #expect(
            finding.notes == [
                #"Write "intel.com/vf": 1 into "requests" and "limits" of a container."#,
                "Where the webhook network-resources-injector runs, it does so, and this can be ignored.",
            ])
        #expect(finding.related.map(\.text) == ["the network's resource"])
    }

    @Test("one device too few is told at the network that gets none")
    func tooFew() throws {
        let text =
            Self.pod("fast@a, fast@b", Self.containers("intel.com/vf: 1"))
            + Self.network("fast", resource: "intel.com/vf", Self.sriov)
        let findings = Self.findings(text)
        try #require(findings.count == 1, "\(findings)")
        #expect(findings[0].message == "pod default/web asks for 1 of intel.com/vf, and this network needs one more")
        #expect(findings[0].notes.first?.contains(#""intel.com/vf": 2"#) == true)
    }

    static let quiet = [
        // Shared RDMA devices, behind a network that names no resource.
        pod("lan", containers("rdma/hca_shared: 1")) + network("lan", resource: nil, macvlan),
        // The same beside a network with a resource of its own.
        pod("lan, fast", containers("rdma/hca_shared: 1, intel.com/vf: 1")) + network("lan", resource: nil, macvlan)
            + network("fast", resource: "intel.com/vf", sriov),
        // Several containers share what their pod's networks need.
        pod(
            "fast, fast",
            "{containers: [{name: a, image: a, resources: {limits: {intel.com/vf: 1}}}, {name: b, image: b, resources: {requests: {intel.com/vf: 1}, limits: {intel.com/vf: 1}}}]}"
        ) + network("fast", resource: "intel.com/vf", sriov),
        // Devices by claim.
        pod("fast", "{resourceClaims: [{name: nic}], containers: [{name: a, image: a}]}")
            + network("fast", resource: "intel.com/vf", sriov),
        // A pod's network that isn't known may use it.
        pod("fast, elsewhere/other", containers("intel.com/vf: 1, intel.com/other: 1"))
            + network("fast", resource: "intel.com/vf", sriov) + "---\n"
            + network("spare", resource: "intel.com/other", sriov),
        // Somebody else's devices.
        pod("lan", containers("nvidia.com/gpu: 1")) + network("lan", resource: nil, macvlan),
        // The device is named by hand.
        pod(#"[{"name": "fast", "deviceID": "0000:3b:02.4"}]"#, containers("cpu: 1"))
            + network("fast", resource: "intel.com/vf", sriov),
        // A placeholder of a token is no token, and a path of a key is none either.
        network(
            "pods", resource: nil,
            #"{"cniVersion": "1.0.0", "type": "calico", "ipam": {"type": "calico-ipam"}, "policy": {"type": "k8s", "k8s_client_key": "/etc/k.pem", "k8s_auth_token": ""}}"#
        ),
    ]

    @Test("what is in order is not told", arguments: quiet)
    func clean(text: String) {
        let codes = Self.findings(text).map(\.code)
        #expect(!codes.contains { ["TN2307", "TN2308", "TN2309"].contains($0) }, "\(codes)")
    }

    @Test(
        "a plugin that must know its device is told it by the resource",
        arguments: ["host-device", "sriov", "ib-sriov", "ovs"])
    func handedOver(type: String) {
        let text = Self.network("fast", resource: "intel.com/vf", #"{"cniVersion": "1.0.0", "type": "\#(type)"}"#)
        #expect(Self.findings(text) == [])
    }

    @Test("KubeVirt asks for what its machines' networks need")
    func machine() {
        let text =
            """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata: {name: db}
            spec:
              template:
                spec:
                  domain: {devices: {interfaces: [{name: fast, sriov: {}}]}}
                  networks: [{name: fast, multus: {networkName: fast}}]

            """ + Self.network("fast", resource: "intel.com/vf", Self.sriov)
        #expect(!Self.findings(text).contains { $0.code == "TN2307" })
    }

    @Test("a secret's line is not shown: what is printed ends in logs")
    func secret() throws {
        let text = Self.network(
            "pods", resource: nil,
            #"{"cniVersion": "1.0.0", "type": "calico", "ipam": {"type": "calico-ipam"}, "policy": {"type": "k8s", "k8s_auth_token": "abc.def"}}"#
        )
        let finding = try #require(Self.findings(text).first { $0.code == "TN2309" })
        #expect(finding.message == #"network default/pods has a secret in it: "k8s_auth_token" of calico"#)
        #expect(finding.place.excerpt == nil && finding.place.line == 5)
    }
}
