import Findings
import Testing
import Validation

@Suite("What is said about networks and pods as a whole")
struct ClusterTextTests {
    private static func findings(_ texts: [String], _ file: SettingsFile = SettingsFile()) -> [Finding] {
        var validator = Validator(file)
        validator.add(InputText("all.yaml", Array(texts.joined(separator: "---\n").utf8)))
        return validator.report().findings
    }

    private static func one(_ texts: [String], _ file: SettingsFile = SettingsFile()) throws -> Finding {
        let findings = findings(texts, file)
        try #require(findings.count == 1, "\(findings.map { "\($0.code) \($0.message)" })")
        return findings[0]
    }

    private static func network(_ name: String, _ config: String = #""type": "tap""#, in namespace: String = "shop")
        -> String
    {
        """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          config: '{"cniVersion": "1.0.0", \(config)}'

        """
    }

    private static func pod(_ networks: String, name: String = "web", in namespace: String = "shop") -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: \(name), namespace: \(namespace), annotations: {k8s.v1.cni.cncf.io/networks: '\(networks)'}}

        """
    }

    private static func macvlan(_ ipam: String, master: String = "eth1") -> String {
        #""type": "macvlan", "master": "\#(master)", "ipam": {\#(ipam)}"#
    }

    @Test("a network of another namespace is told with where it was looked for and where it is")
    func otherNamespace() throws {
        let finding = try Self.one([Self.network("lan", in: "infra"), Self.pod("lan"), Self.pod("lan", in: "infra")])
        #expect(finding.kind == .unknownNetwork)
        #expect(finding.message == "network \"shop/lan\" does not exist")
        #expect(finding.label == "there is \"infra/lan\"")
        #expect(
            finding.notes == [
                "Without a namespace it is looked for in shop; there is one in infra.",
                "pod shop/web stays in ContainerCreating until there is one.",
            ])
    }

    @Test("a misspelt network is told with the one that was meant; of an empty namespace that is said")
    func misspelt() throws {
        let near = try Self.one([Self.network("storage"), Self.pod("storage, storge")])
        #expect(near.label == "did you mean \"shop/storage\"?")
        let empty = try Self.one([Self.network("lan", in: "infra"), Self.pod("infra/lan, nowhere/wlan")])
        #expect(empty.label == nil)
        #expect(empty.notes.first == "There is no network at all in namespace nowhere.")
    }

    @Test("without definitions among the input no network is unknown, without pods none is unused")
    func parts() {
        #expect(Self.findings([Self.pod("lan")]) == [])
        #expect(Self.findings([Self.network("lan")]) == [])
    }

    @Test("nothing is said to be unused while an annotation can't be read")
    func unreadable() {
        let codes = Self.findings([Self.network("lan"), Self.pod("[{\"name\": 7}]")]).map(\.kind)
        #expect(!codes.contains(.unusedNetwork) && !codes.isEmpty)
    }

    @Test("an isolated namespace's pod is told what it may use")
    func isolation() throws {
        var file = SettingsFile()
        file.settings.globalNamespaces = ["shared", "shop"]
        let finding = try Self.one([Self.pod("infra/lan, shared/lan, lan")], file)
        #expect(finding.kind == .isolatedNetwork)
        #expect(finding.message == "pod shop/web may not use network infra/lan")
        #expect(finding.label == "allowed: networks of shop, shared")
    }

    @Test("ranges of one wire that overlap are told with what they have in common, the wire, and a remedy")
    func overlap() throws {
        let range = #""type": "host-local", "subnet": "10.1.0.0/24", "rangeStart": "10.1.0."#
        let finding = try Self.one([
            Self.network("a", Self.macvlan(range + #"10", "rangeEnd": "10.1.0.99""#)),
            Self.network("b", Self.macvlan(range + #"50", "rangeEnd": "10.1.0.200""#)),
        ])
        #expect(finding.kind == .overlapInSegment)
        #expect(finding.message == "network shop/b gives out addresses that network shop/a gives out, too")
        #expect(finding.label == "10.1.0.50-10.1.0.99")
        #expect(
            finding.notes == [
                "Both are on eth1, and each remembers on its own what it has given out: two pods get one address.",
                "Give them separate ranges, or the same \"name\" in both configurations: then host-local remembers them together.",
            ])
        #expect(finding.related.map(\.text) == ["network shop/a"])
    }

    static let rightOnes: [[String]] = [
        // One name, one list of what is given out.
        [
            network("lan", macvlan(#""type": "host-local", "subnet": "10.1.0.0/24""#)),
            network("lan", macvlan(#""type": "host-local", "subnet": "10.1.0.0/24""#), in: "bank"),
        ],
        // Whereabouts has one for the cluster.
        [
            network("a", macvlan(#""type": "whereabouts", "range": "10.1.0.0/24""#)),
            network("b", macvlan(#""type": "whereabouts", "range": "10.1.0.0/25""#, master: "eth2")),
            network("c", macvlan(#""type": "whereabouts", "range": "10.1.0.0/24", "exclude": ["10.1.0.0/28"]"#)),
        ],
        // Other wires.
        [
            network("a", macvlan(#""type": "host-local", "subnet": "10.1.0.0/24""#)),
            network("b", macvlan(#""type": "host-local", "subnet": "10.1.0.0/24""#, master: "eth2")),
            network(
                "c", #""type": "bridge", "bridge": "eth1", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}"#),
        ],
        // The gateway is never given out by host-local.
        [
            network(
                "a",
                macvlan(
                    #""type": "host-local", "subnet": "10.1.0.0/24", "rangeEnd": "10.1.0.99", "gateway": "10.1.0.1""#)),
            network("b", macvlan(#""type": "host-local", "subnet": "10.1.0.0/24", "rangeStart": "10.1.0.100""#)),
        ],
    ]

    @Test("networks that may have the same addresses have no finding", arguments: rightOnes)
    func right(_ texts: [String]) {
        #expect(Self.findings(texts).map { "\($0.code) \($0.message)" } == [])
    }

    @Test("the same object in another folder is a variant, and clashes with nothing")
    func variants() {
        let network = Self.network("lan", Self.macvlan(#""type": "static", "addresses": [{"address": "10.1.0.5/24"}]"#))
        var validator = Validator()
        for folder in ["base", "overlay"] {
            validator.add(InputText("\(folder)/network.yaml", Array(network.utf8)))
            validator.add(InputText("\(folder)/pod.yaml", Array(Self.pod("lan").utf8)))
        }
        #expect(validator.report().findings.map(\.code) == [])
    }

    @Test("too few addresses are told with how many there are, how many are needed and how many pods wait")
    func capacity() throws {
        let deployment = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              replicas: 9
              template: {metadata: {annotations: {k8s.v1.cni.cncf.io/networks: lan}}}

            """
        let finding = try Self.one([
            Self.network(
                "lan",
                Self.macvlan(
                    #""type": "whereabouts", "range": "10.1.0.0/28", "exclude": ["10.1.0.1/32", "10.1.0.8/29"]"#)),
            deployment,
        ])
        #expect(finding.kind == .tooFewAddresses)
        #expect(finding.message == "network shop/lan has 6 addresses here, and its pods need 9")
        #expect(finding.label == "10.1.0.1-10.1.0.14 without what is excluded")
        #expect(finding.notes == ["3 of them can't start: \"Could not allocate IP in range\"."])
    }

    @Test("of many networks that overlap each is told once, in an input of thousands in no time")
    func many() {
        let texts = (0..<1500).map { number in
            Self.network("n\(number)", Self.macvlan(#""type": "host-local", "subnet": "10.1.0.0/24""#))
        }
        let codes = Self.findings(texts).map(\.code)
        #expect(codes.count { $0 == "TN4009" } == 1000)
    }
}
