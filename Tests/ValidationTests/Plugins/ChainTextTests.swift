import Findings
import Testing
import Validation

@Suite("What is said about chains of plugins and what pods ask of them")
struct ChainTextTests {
    private static func one(_ files: (String, String)...) throws -> Finding {
        var validator = Validator()
        for (name, text) in files { validator.add(InputText(name, Array(text.utf8))) }
        let findings = validator.report().findings
        try #require(findings.count == 1, "\(findings)")
        return findings[0]
    }

    private static func list(_ version: String, _ plugins: String) -> (String, String) {
        ("a.conflist", #"{"cniVersion": "\#(version)", "name": "lan", "plugins": [\#(plugins)]}"#)
    }

    private static func definition(_ config: String) -> (String, String) {
        (
            "b.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: storage, namespace: infra}
            spec:
              config: '\(config)'
            """
        )
    }

    private static func pod(_ networks: String) -> (String, String) {
        (
            "c.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: infra
              annotations:
                k8s.v1.cni.cncf.io/networks: '\(networks)'
            spec: {containers: [{name: web, image: nginx}]}
            """
        )
    }

    @Test("a second maker of an interface is told with the first")
    func secondMaker() throws {
        let finding = try Self.one(Self.list("1.0.0", #"{"type": "bridge"}, {"type": "macvlan"}"#))
        #expect(finding.kind == .notFirst)
        #expect(finding.message == "macvlan must be the first plugin of its list")
        #expect(finding.label == "bridge is before it")
        #expect(finding.related.map(\.text) == ["makes the interface"])
        #expect(finding.notes.last?.contains("put macvlan into another definition") == true)
    }

    @Test("a version that a plugin doesn't speak is told with the one to write")
    func version() throws {
        let finding = try Self.one(
            Self.list("0.3.1", #"{"type": "bridge", "ipam": {"type": "dhcp"}}, {"type": "firewall"}"#))
        #expect(finding.message == "firewall doesn't speak CNI 0.3.1")
        #expect(finding.label == "firewall: 0.4.0 to 1.1.0")
        #expect(
            finding.notes == [
                "The plugin refuses it with code 1; the highest version that all plugins here speak is 1.1.0."
            ])
        #expect(finding.place.column == 16 && finding.place.endColumn == 23)
    }

    private static let calico =
        #"{"type": "calico", "kubernetes": {"kubeconfig": "/etc/cni/net.d/calico-kubeconfig"}, "ipam": {"type": "calico-ipam"}}"#

    @Test("Calico behind Flannel is told with the reason and the list to write instead")
    func calicoBehindFlannel() throws {
        let finding = try Self.one(Self.list("1.0.0", #"{"type": "flannel"}, \#(Self.calico)"#))
        #expect(finding.kind == .calicoBehindAnother)
        #expect(finding.message == "calico can't put its policy on the interface of flannel")
        #expect(finding.notes.first?.contains("Calico reads no prevResult") == true)
        #expect(finding.notes.last?.contains(#""ipam": {"type": "host-local", "subnet": "usePodCidr"}"#) == true)
        #expect(finding.related.map(\.text) == ["makes the interface"])
    }

    @Test("a version that a plugin run by another doesn't speak names both and the one to write")
    func innerVersion() throws {
        let finding = try Self.one(Self.list("1.0.0", #"{"type": "bridge", "ipam": {"type": "weave-ipam"}}"#))
        #expect(finding.message == "weave-ipam doesn't speak CNI 1.0.0")
        #expect(
            finding.notes == [
                "bridge runs it, and hands the version of the list on to it.",
                "The plugin refuses it with code 1; the highest version that all plugins here speak is 0.3.0.",
            ])
    }

    @Test("Cilium behind another plugin is told the modes that there are, and the name that it takes for one")
    func ciliumModes() throws {
        let none = try Self.one(Self.list("1.0.0", #"{"type": "flannel"}, {"type": "cilium-cni"}"#))
        #expect(none.severity == .error)
        #expect(none.label == "one of generic-veth, flannel, aws-cni, azure")
        let named = try Self.one(
            (
                "a.conflist",
                #"{"cniVersion": "1.0.0", "name": "flannel", "plugins": [{"type": "flannel"}, {"type": "cilium-cni"}]}"#
            ))
        #expect(named.severity == .note)
        #expect(named.message == #"cilium-cni takes its chaining mode from the network's name, "flannel""#)
        let unknown = try Self.one(
            Self.list("1.0.0", #"{"type": "flannel"}, {"type": "cilium-cni", "chaining-mode": "portmap"}"#))
        #expect(unknown.kind == .notAChoice)
    }

    @Test("Calico of the cluster network counts for pods, unless their default network is another")
    func cluster() throws {
        let files = [
            (
                "00-tartan.conflist",
                #"{"cniVersion": "1.0.0", "name": "t", "plugins": [{"type": "tartan", "capabilities": {"io.kubernetes.cri.pod-annotations": true}, "clusterNetwork": "/etc/cni/net.d/10-calico.conflist"}]}"#
            ),
            (
                "10-calico.conflist",
                #"{"cniVersion": "1.0.0", "name": "k8s-pod-network", "plugins": [\#(Self.calico)]}"#
            ),
            Self.definition(
                Self.calico.replacing(#"{"type""#, with: #"{"cniVersion": "1.0.0", "type""#, maxReplacements: 1)),
        ]
        let finding = try Self.one(files[0], files[1], files[2], Self.pod("storage"))
        #expect(finding.message == "pod infra/web has calico a second time")
        #expect(finding.related.map(\.text) == ["the first, the cluster network"])
        let alone = try Self.one(files[2], Self.pod("storage"))
        #expect(alone.kind == .furtherCalico)
        #expect(alone.severity == .warning)
    }

    @Test("a misspelt capability is told with the right one")
    func misspelt() throws {
        let finding = try Self.one(
            Self.list(
                "1.0.0",
                #"{"type": "bridge", "ipam": {"type": "dhcp"}}, {"type": "portmap", "capabilities": {"portmapping": true}}"#
            ))
        #expect(finding.message == #"no runtime knows a capability "portmapping""#)
        #expect(finding.label == #"did you mean "portMappings"?"#)
        #expect(finding.replacement == #""portMappings""#)
    }

    @Test("addresses asked of a network whose IPAM plugin doesn't read them are told at the capability")
    func ignoredAddresses() throws {
        let finding = try Self.one(
            Self.definition(
                #"{"cniVersion": "1.0.0", "type": "macvlan", "capabilities": {"ips": true}, "ipam": {"type": "dhcp"}}"#),
            Self.pod(#"[{"name": "storage", "ips": ["10.7.0.9/24"]}]"#))
        #expect(finding.message == #"macvlan and dhcp don't read the capability "ips""#)
        #expect(finding.label == "they read mac")
    }

    @Test("a request that no plugin takes names the network and what to write")
    func undeclared() throws {
        let finding = try Self.one(
            Self.definition(#"{"cniVersion": "1.0.0", "type": "macvlan"}"#),
            Self.pod(#"[{"name": "storage", "mac": "02:00:00:00:00:05"}]"#))
        #expect(finding.severity == .error)
        #expect(finding.message == #"no plugin of network infra/storage declares the capability "mac""#)
        #expect(
            finding.notes.last
                == #"Write "capabilities": {"mac": true} into the plugin that is to get the value."#)
        #expect(finding.related.map(\.place.file) == ["b.yaml"])
    }

    @Test(
        "what goes together has no finding",
        arguments: [
            #"{"type": "vendor-thing"}, {"type": "macvlan"}"#,
            #"{"type": "cilium-cni"}, {"type": "portmap", "capabilities": {"portMappings": true}}"#,
            #"{"type": "flannel"}, {"type": "portmap", "capabilities": {"portMappings": true}}"#,
            #"{"type": "bridge"}, {"type": "tuning", "dataDir": "/run/a"}, {"type": "tuning", "dataDir": "/run/b"}"#,
            #"{"type": "macvlan", "ipam": {"type": "dhcp"}}, {"type": "sbr"}"#,
            #"{"type": "flannel"}, {"type": "portmap", "capabilities": {"portMappings": true}}, {"type": "cilium-cni", "chaining-mode": "flannel"}"#,
            #"{"type": "vendor-thing", "capabilities": {"vendor": true}, "ipam": {"subnet": "10.7.0.0/24"}}"#,
        ])
    func clean(_ plugins: String) {
        var validator = Validator()
        let (name, text) = Self.list("1.0.0", plugins)
        validator.add(InputText(name, Array(text.utf8)))
        // Only that the plugin isn't known may be told.
        #expect(validator.report().findings.map(\.code).allSatisfy { $0 == "TN2001" })
    }
}
