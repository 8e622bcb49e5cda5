import Findings
import PluginCatalogue
import Testing
import Validation

@Suite("What is said about plugins' keys")
struct PluginKeyTextTests {
    private static func findings(_ config: String, _ catalogue: PluginCatalogue = .standard) -> [Finding] {
        var validator = Validator(catalogue: catalogue)
        let text = "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \(config)}"
        validator.add(InputText("lan.conf", Array(text.utf8)))
        return validator.report().findings
    }

    private static func one(_ config: String) throws -> Finding {
        let findings = findings(config)
        try #require(findings.count == 1, "\(findings.map { "\($0.code) \($0.message)" })")
        return findings[0]
    }

    @Test("an unknown key is told with the one that was meant, and with what happens without that")
    func unknownKey() throws {
        let finding = try Self.one("\"type\": \"macvlan\", \"mastr\": \"eth1\"")
        #expect(finding.kind == .unknownKey)
        #expect(finding.message == "macvlan has no key \"mastr\"")
        #expect(finding.label == "did you mean \"master\"?")
        #expect(
            finding.notes == [
                "macvlan passes over keys that it doesn't know, so this one has no effect.",
                "Without \"master\": The interface of the node's default route.",
            ])
        #expect(finding.replacement == "\"master\"")
    }

    @Test("a key that is there already isn't proposed")
    func given() throws {
        let finding = try Self.one("\"type\": \"macvlan\", \"master\": \"eth1\", \"mastr\": \"eth1\"")
        #expect(finding.label == nil && finding.replacement == nil)
    }

    @Test("a number in quotation marks is told with the number")
    func quoted() throws {
        let finding = try Self.one("\"type\": \"macvlan\", \"mtu\": \"1450\"")
        #expect(finding.kind == .quotedValue)
        #expect(finding.message == "\"mtu\" of macvlan is in quotation marks")
        #expect(finding.label == "write 1450" && finding.replacement == "1450")
        #expect(finding.notes == ["In quotation marks it is a string, and macvlan takes an integer only."])
    }

    @Test("a number for a text is told with the text")
    func unquoted() throws {
        let finding = try Self.one(
            "\"type\": \"bond\", \"mode\": \"active-backup\", \"miimon\": 100, \"linksInContainer\": true, \"links\": [{\"name\": \"a\"}, {\"name\": \"b\"}]"
        )
        #expect(finding.message == "\"miimon\" of bond is a number")
        #expect(finding.label == "write \"100\"" && finding.replacement == "\"100\"")
    }

    @Test("a number out of range is told with the range and its unit")
    func range() throws {
        let finding = try Self.one("\"type\": \"bridge\", \"vlan\": 4095")
        #expect(finding.message == "\"vlan\" of bridge is 4095")
        #expect(finding.label == "0 to 4094")
    }

    @Test("a choice in another letter case is told with the choice, and all choices in a note")
    func choice() throws {
        let finding = try Self.one("\"type\": \"macvlan\", \"mode\": \"Bridge\"")
        #expect(finding.kind == .notAChoice)
        #expect(finding.label == "did you mean \"bridge\"?")
        #expect(finding.notes == ["It is one of \"bridge\", \"private\", \"vepa\", \"passthru\"."])
    }

    @Test("two keys that exclude each other are told at the later one, with the other")
    func exclusive() throws {
        let finding = try Self.one("\"type\": \"bridge\", \"promiscMode\": true, \"hairpinMode\": true")
        #expect(finding.message == "\"hairpinMode\" and \"promiscMode\" of bridge exclude each other")
        #expect(finding.notes == ["The plugin refuses to set both."])
        #expect(finding.related.map(\.text) == ["\"promiscMode\""])
    }

    @Test("a misspelt key isn't told a second time as a missing one")
    func oneCause() throws {
        let finding = try Self.one(
            "\"type\": \"vlan\", \"mastr\": \"eth1\", \"vlanId\": 5, \"ipam\": {\"type\": \"dhcp\"}")
        #expect(finding.kind == .unknownKey)
    }

    @Test("a misspelt plugin is told with the one that was meant; a name of its own gets a note")
    func plugins() throws {
        let misspelt = try Self.one("\"type\": \"mac-vlan\"")
        #expect(misspelt.kind == .misspeltPlugin && misspelt.label == "did you mean \"macvlan\"?")
        for name in ["macvtap", "ipvtap", "ovs-mirror-producer", "cnv-bridge", "dhcp6", "veth", "ptp2"] {
            #expect(try Self.one("\"type\": \"\(name)\"").kind == .unknownPlugin, "\(name)")
        }
    }

    @Test(
        "what plugins take has no finding",
        arguments: [
            "\"type\": \"macvlan\", \"_comment\": \"the storage network\", \"mtu\": null",
            "\"type\": \"macvlan\", \"master\": \"enp129s0f1np1-storage-uplink\"",
            "\"type\": \"bridge\", \"bridge\": \"\", \"vlan\": 0, \"ipMasq\": false",
            "\"type\": \"macvlan\", \"ipam\": {\"type\": \"static\"}",
            "\"type\": \"macvlan\", \"ipam\": {\"type\": \"kube-ovn\", \"server_socket\": \"/run/openvswitch/kube-ovn-daemon.sock\", \"provider\": \"lan.default\"}",
            "\"type\": \"calico\", \"kubernetes\": {\"kubeconfig\": \"/k\"}, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"usePodCidr\"}",
            "\"type\": \"calico\", \"log_level\": \"WARNING\", \"kubernetes\": {\"kubeconfig\": \"/k\"}, \"ipam\": {\"type\": \"calico-ipam\", \"assign_ipv4\": \"true\"}",
            "\"type\": \"macvlan\", \"args\": {\"cni\": {\"x\": 1}, \"own\": {}}, \"dns\": {\"nameservers\": [\"10.0.0.10\"]}",
            "\"type\": \"flannel\", \"delegate\": {\"isDefaultGateway\": true, \"hairpinMode\": true}",
        ])
    func clean(_ config: String) {
        #expect(Self.findings(config).map(\.message) == [])
    }

    @Test("a secret isn't shown")
    func secret() {
        let text = """
            type: acme
            title: A plugin
            project: acme/acme
            release: {version: v1, date: "2026-01-01"}
            roles: [interface]
            position: first
            versions: [1.0.0]
            keys:
              token: {type: string, format: mac, secret: true, description: A token.}
            """
        let catalogue = try? PluginCatalogue.standard.adding(files: [("acme.yaml", Array(text.utf8))])
        let findings = catalogue.map { Self.findings("\"type\": \"acme\", \"token\": \"hunter2\"", $0) } ?? []
        #expect(findings.map(\.message) == ["\"token\" of acme is a string, which it can't use"])
    }
}
