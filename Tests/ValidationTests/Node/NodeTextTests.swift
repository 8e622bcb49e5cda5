import Findings
import Testing
import Validation

@Suite("What is said about a node")
struct NodeTextTests {
    private static func findings(_ facts: String, _ config: String? = nil) throws -> [Finding] {
        var validator = Validator()
        if let config {
            let text = """
                apiVersion: k8s.cni.cncf.io/v1
                kind: NetworkAttachmentDefinition
                metadata: {name: lan, namespace: infra}
                spec:
                  config: '\(config)'
                """
            validator.add(InputText("lan.yaml", Array(text.utf8)))
        }
        let facts = try NodeFactsFile.facts(of: Array("node: worker-1\n\(facts)\n".utf8), named: "node.yaml")
        return validator.report(on: facts).findings
    }

    private static func one(_ facts: String, _ config: String? = nil) throws -> Finding {
        let findings = try findings(facts, config)
        try #require(findings.count == 1, "\(findings.map { "\($0.code) \($0.message)" })")
        return findings[0]
    }

    private static let macvlan = #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}"#

    @Test("a plugin that isn't there is told with the folders, the runtime's words, and a name that is there")
    func missing() throws {
        let config = #"{"cniVersion": "1.0.0", "type": "acme-fabric"}"#
        let all = try Self.findings(
            "plugins: {folders: [/opt/cni/bin, /usr/lib/cni], binaries: {acme-fabrics: , loopback: }}", config)
        let finding = try #require(all.first { $0.kind == .pluginMissing })
        #expect(finding.message == "worker-1 has no plugin \"acme-fabric\" in /opt/cni/bin, /usr/lib/cni")
        #expect(finding.label == "there is \"acme-fabrics\"")
        #expect(
            finding.notes == [
                "A pod of network infra/lan stays in ContainerCreating here: failed to find plugin \"acme-fabric\" in path [/opt/cni/bin /usr/lib/cni]."
            ])
    }

    @Test("a plugin that is too old is told with what it speaks and where the version stands")
    func old() throws {
        let finding = try Self.one("plugins: {binaries: {macvlan: [0.3.1, 0.4.0]}}", Self.macvlan)
        #expect(
            finding.message == "/opt/cni/bin/macvlan speaks CNI 0.3.1, 0.4.0, and network infra/lan is of version 1.0.0"
        )
        #expect(finding.label == "this binary is older")
        #expect(finding.related.map(\.text) == ["the version"])
        #expect(finding.related.first?.place.column == 27)
    }

    private static let guarded =
        #"{"cniVersion": "1.0.0", "plugins": [{"type": "bridge", "bridge": "br0", "ipam": {"type": "dhcp"}}, {"type": "firewall"}]}"#

    @Test("the highest version that all of a node's plugins speak is proposed; where there is none, that is told once")
    func commonVersion() throws {
        let old = try Self.one(
            "plugins: {binaries: {bridge: [0.3.1, 0.4.0], firewall: [0.4.0, 1.0.0], dhcp: [0.3.1, 0.4.0, 1.0.0]}}",
            Self.guarded)
        #expect(old.kind == .pluginTooOld)
        #expect(old.notes.last == "The highest version that all plugins of it speak here is 0.4.0.")
        let none = try Self.one(
            "plugins: {binaries: {bridge: [0.3.0, 0.3.1], firewall: [0.4.0, 1.0.0], dhcp: [0.3.1]}}", Self.guarded)
        #expect(none.kind == .noCommonVersionOnNode)
        #expect(none.label == "bridge: 0.3.0, 0.3.1; dhcp: 0.3.1; firewall: 0.4.0, 1.0.0")
    }

    @Test(
        "an MTU is measured by what the overlay's headers leave of the interface below, or by the overlay's own",
        arguments: [
            ("eth0: {mtu: 1500, default: true}, flannel.1: {mtu: 1450}", 1450),
            ("eth0: {mtu: 1500, default: true}, flannel.1: {mtu: 1500}", 1450),
            ("eth0: {mtu: 1500, default: true}, flannel.1: {mtu: 1400}", 1400),
            ("eth0: {mtu: 1500, default: true}, eth1: {mtu: 9000}, flannel.1: {parent: eth1}", 8950),
            ("eth0: {mtu: 1500, default: true}, flannel-v6.1: {}", 1430),
            ("eth0: {mtu: 1500, default: true}, flannel-wg: {}", 1420),
            ("eth0: {mtu: 1500, default: true}, flannel.ipip: {}", 1480),
        ])
    func overlay(links: String, most: Int) throws {
        func flannel(_ mtu: Int) -> String {
            #"{"cniVersion": "1.0.0", "type": "flannel", "delegate": {"mtu": \#(mtu)}}"#
        }
        #expect(try Self.one("links: {\(links)}", flannel(most + 1)).label == "at most \(most) here")
        #expect(try Self.findings("links: {\(links)}", flannel(most)) == [])
        #expect(try Self.findings("links: {eth0: {mtu: 1500, default: true}}", flannel(most + 1)) == [])
    }

    @Test("a VLAN interface that nobody made is told with the command that makes it")
    func vlanInterface() throws {
        let finding = try Self.one(
            "links: {eth1: }", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1.100"}"#)
        #expect(finding.message == "worker-1 has no interface \"eth1.100\"")
        #expect(finding.label == "there are eth1")
        #expect(
            finding.notes.last
                == "macvlan makes no VLAN interface on the node: ip link add link eth1 name eth1.100 type vlan id 100")
    }

    @Test("a bridge that another network of the input makes is a master that is there")
    func bridgeMade() throws {
        var validator = Validator()
        for (name, text) in [
            ("a.conf", #"{"cniVersion": "1.0.0", "name": "a", "type": "bridge", "bridge": "br9"}"#),
            ("b.conf", #"{"cniVersion": "1.0.0", "name": "b", "type": "macvlan", "master": "br9"}"#),
        ] {
            validator.add(InputText(name, Array(text.utf8)))
        }
        let facts = try NodeFactsFile.facts(of: Array("links: {eth0: }".utf8), named: "node.yaml")
        #expect(validator.report(on: facts).findings == [])
    }

    @Test("a port of a bridge is told with the bridge to name")
    func port() throws {
        let finding = try Self.one("links: {br0: {kind: bridge}, eth1: {master: br0}}", Self.macvlan)
        #expect(finding.message == "\"eth1\" of worker-1 is a port of the bridge \"br0\"")
        #expect(finding.notes.last == "Name \"br0\" itself as the master.")
        // A vrf hands on what its ports receive without taking it from others.
        #expect(try Self.findings("links: {blue: {kind: vrf}, eth1: {master: blue}}", Self.macvlan) == [])
    }

    @Test("the file that the runtime takes is told with the reason and those that it leaves")
    func choice() throws {
        let files = """
            runtime:
              kind: CRI-O
              defaultNetwork: b
              files:
                10-a.conf: '{"cniVersion": "1.0.0", "name": "a", "type": "bridge"}'
                20-b.conf: '{"cniVersion": "1.0.0", "name": "b", "type": "bridge"}'
            """
        let named = try Self.one(files)
        #expect(named.message == "CRI-O of worker-1 takes /etc/cni/net.d/20-b.conf: it has the network \"b\"")
        #expect(named.notes.first?.hasPrefix("It doesn't look at 10-a.conf.") == true)
        let first = try Self.one(
            files.split(separator: "\n").filter { !$0.contains("default") }.joined(separator: "\n"))
        #expect(first.message == "CRI-O of worker-1 takes /etc/cni/net.d/10-a.conf: its name sorts first")
    }

    @Test(
        "what the runtime's own file needs is told in that file; a file that is among the input isn't looked at twice")
    func ownFile() throws {
        let text = #"{"cniVersion": "1.0.0", "name": "a", "type": "bridge"}"#
        let facts = """
            plugins: {binaries: {}}
            runtime: {kind: containerd, files: {a.conf: '\(text)'}}
            """
        let finding = try Self.one(facts)
        #expect(finding.kind == .pluginMissing)
        #expect(finding.place.file == "node.yaml")
        var validator = Validator()
        validator.add(InputText("/etc/cni/net.d/a.conf", Array(text.utf8)))
        let node = try NodeFactsFile.facts(of: Array(facts.utf8), named: "node.yaml")
        let both = validator.report(on: node).findings
        #expect(both.map(\.place.file) == ["/etc/cni/net.d/a.conf"])
    }

    @Test("what is full is told once no address of a set is left, and not before")
    func full() throws {
        let config =
            #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "ipam": {"type": "host-local", "subnet": "10.1.0.0/29"}}"#
        func taken(_ last: ClosedRange<Int>) -> String {
            "reservations: {lan: [\(last.map { "10.1.0.\($0)" }.joined(separator: ", "))]}"
        }
        #expect(try Self.findings(taken(2...5), config) == [])
        #expect(try Self.one(taken(2...6), config).kind == .addressesUsedUp)
    }
}
