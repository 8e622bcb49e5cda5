import Findings
import Testing
import Validation

@Suite("What is said about annotations")
struct AnnotationTextTests {
    private static let networks = "k8s.v1.cni.cncf.io/networks"

    /// A pod whose annotation is the text, in double quotation marks of YAML.
    private static func pod(_ text: String, _ key: String = networks) -> String {
        let written = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: web, annotations: {\(key): \"\(written)\"}}\n"
    }

    private static func findings(_ text: String, _ key: String = networks) -> [Finding] {
        var validator = Validator()
        validator.add(InputText("web.yaml", Array(pod(text, key).utf8)))
        return validator.report().findings
    }

    private static func one(_ text: String, _ key: String = networks) throws -> Finding {
        let findings = findings(text, key)
        try #require(findings.count == 1, "\(findings)")
        return findings[0]
    }

    private static let refused = "Tartan and Multus refuse the annotation, and the pod stays in ContainerCreating."

    @Test("a name that no network can have is told with the name that was meant")
    func name() throws {
        let finding = try Self.one("lan, Storage_Net@lan0")
        #expect(finding.kind == .selectionName)
        #expect(
            finding.message
                == "\"Storage_Net\" can't be the name of a network: it has characters other than lower-case letters, digits, \"-\" and \".\""
        )
        #expect(finding.label == "did you mean \"storage-net\"?")
        #expect(finding.place.line == 3 && finding.place.column == 72 && finding.place.endColumn == 83)
    }

    @Test("a namespace within a name of the JSON form is told with what to write")
    func qualified() throws {
        let finding = try Self.one(#"[{"name": "infra/storage@lan0"}]"#)
        #expect(finding.kind == .qualifiedSelectionName)
        #expect(finding.message == "\"infra/storage@lan0\" is more than the network's name")
        #expect(finding.label == #"write "namespace": "infra", "name": "storage", "interface": "lan0""#)
    }

    @Test("an address without brackets is told with the list to write")
    func list() throws {
        let finding = try Self.one(#"[{"name": "lan", "ips": "10.30.0.9/24, fd00:30::9"}]"#)
        #expect(finding.kind == .selectionValueType)
        #expect(finding.message == "\"ips\" of network \"lan\" is a string")
        #expect(finding.label == #"write ["10.30.0.9/24", "fd00:30::9"]"#)
        #expect(finding.replacement == #"["10.30.0.9/24", "fd00:30::9"]"#)
        #expect(finding.notes == [Self.refused])
    }

    @Test("a mistake of JSON is the one that it would be in a configuration, and names the annotation")
    func syntax() throws {
        let finding = try Self.one(#"[{"name": "lan",}]"#)
        #expect(finding.kind == .trailingComma)
        #expect(finding.message == "the annotation k8s.v1.cni.cncf.io/networks has a comma before a closing bracket")
        #expect(try Self.one("[{'name': 'lan'}]").kind == .singleQuotes)
        #expect(try Self.one(#"[{"name": "{{ .Values.net }}"}]"#).kind == .template)
        #expect(try Self.one("{{ .Values.net }}").kind == .template)
        #expect(try Self.one("lan,${NET}").kind == .template)
        #expect(try Self.one("lan,stor\u{200B}age").kind == .invisibleCharacter)
        #expect(try Self.one(#""[{\"name\": \"lan\"}]""#).kind == .doublyEncoded)
    }

    static let addresses: [(String, String, String?)] = [
        ("10.30.0.9/255.255.255.0", "write 10.30.0.9/24", "10.30.0.9/24"),
        ("010.030.0.9/24", "without leading zeros", "10.30.0.9/24"),
        ("10.30.0.9/33", "a prefix of 0 to 32", nil),
        ("fd00::9/129", "a prefix of 0 to 128", nil),
        ("10.30.0.300", "each number is 0 to 255", nil),
        ("10.30.9", "an IPv4 address has four numbers", nil),
        ("10.30.0.1-10.30.0.9", "one address, not a range", nil),
        ("db.example.com", "an address in digits, not a name", nil),
        ("fe80::1%net1", "an address without an interface behind \"%\"", nil),
        ("10.30.0.9 ", "without blanks", "10.30.0.9"),
        ("10.30.0.9/24/1", "one \"/\" at the most", nil),
        ("", "it is empty", nil),
    ]

    @Test("an address that can't be read is told with what is wrong in it", arguments: addresses)
    func address(_ text: String, _ label: String, _ meant: String?) throws {
        let finding = try Self.one("[{\"name\": \"lan\", \"ips\": [\"\(text)\"]}]")
        #expect(finding.kind == .selectionAddress)
        #expect(finding.message == "\"ips[0]\" of network \"lan\" is \"\(text)\", which is no address")
        #expect(finding.label == label)
        #expect(finding.replacement == meant.map { "\"\($0)\"" })
    }

    static let hardwareAddresses: [(String, String, String?)] = [
        ("0a:58:0a:1e:09", "it has 5 bytes, 6 are needed", nil),
        ("c2:11:22:33:44:55:66:77", "8 bytes: did you mean \"infiniband-guid\"?", nil),
        ("0A580A1E0009", "write 0a:58:0a:1e:00:09", "0a:58:0a:1e:00:09"),
        ("0a58.0a1e.0009", "write 0a:58:0a:1e:00:09", "0a:58:0a:1e:00:09"),
        ("a:58:a:1e:0:9", "two digits for each byte: 0a:58:0a:1e:00:09", "0a:58:0a:1e:00:09"),
        ("0a:58:0a:1e:00:0g", "pairs of hexadecimal digits such as 0a:58:0a:1e:00:09", nil),
    ]

    @Test("a MAC address that can't be read is told with what was meant", arguments: hardwareAddresses)
    func mac(_ text: String, _ label: String, _ meant: String?) throws {
        let finding = try Self.one("[{\"name\": \"lan\", \"mac\": \"\(text)\"}]")
        #expect(finding.kind == .selectionHardwareAddress)
        #expect(finding.message == "\"mac\" of network \"lan\" is \"\(text)\", which is no address of 6 bytes")
        #expect(finding.label == label)
        #expect(finding.replacement == meant.map { "\"\($0)\"" })
    }

    static let keys = [
        ("ip", "ips"), ("ipAddress", "ips"), ("ifname", "interface"), ("interfce", "interface"),
        ("defaultRoute", "default-route"), ("cni_args", "cni-args"), ("gateway", "default-route"),
        ("macAddress", "mac"), ("ipamClaimReference", "ipam-claim-reference"),
    ]

    @Test("a key that nobody reads is told with the key that was meant", arguments: keys)
    func key(_ key: String, _ meant: String) throws {
        let finding = try Self.one("[{\"name\": \"lan\", \"\(key)\": {}}]")
        #expect(finding.kind == .unknownSelectionKey)
        #expect(finding.message == "network \"lan\" has the key \"\(key)\", which nobody reads")
        #expect(finding.label == "did you mean \"\(meant)\"?")
    }

    @Test("an interface that two ask for is told with both networks and both places")
    func twice() throws {
        let finding = try Self.one("infra/storage@lan0,lan@lan0")
        #expect(finding.kind == .selectionInterfaceTwice)
        #expect(finding.message == "network \"lan\" asks for interface \"lan0\", and so does network \"infra/storage\"")
        #expect(finding.related.map(\.place.column) == [81])
    }

    @Test("annotations that are right have no finding", arguments: right)
    func rightOnes(_ text: String) {
        #expect(Self.findings(text) == [])
    }

    static let right: [String] = [
        "lan", "lan,lan", "lan , infra/lan@lan0", " lan\n", "lan@net1", "lan,storage@net2", "100", "lan@eth0.5",
        #"[{"name": "lan"}, {"name": "lan"}]"#, #"[{"name": "lan", "interface": "net1"}]"#,
        #"[{"name": "vlan.100", "namespace": "", "ips": null, "_why": 1, "example.com/a": []}]"#,
        #"[{"name":"a","ips":["10.0.0.1","fd00::1/64"],"mac":"0A-58-0A-1E-00-09","cni-args":null,"deviceID":"0000:3b:02.4"}]"#,
        #"[{"name": "a", "default-route": ["10.0.0.1", "fd00::1"], "bandwidth": {"egressRate": 1000000}, "infiniband-guid": "c2:11:22:33:44:55:66:77"}]"#,
        #"[{"name": "a", "portMappings": [{"hostPort": 1, "containerPort": 65535, "protocol": "sctp", "hostIP": "::"}]}]"#,
    ]

    static let rightDefaults = [
        "flat", "infra/flat@eth0", #"[{"name": "flat", "ips": ["10.0.0.1/24"], "ipam-claim-reference": "db.flat"}]"#,
    ]

    @Test("default networks that are right have no finding", arguments: rightDefaults)
    func rightDefault(_ text: String) {
        #expect(Self.findings(text, "v1.multus-cni.io/default-network") == [])
    }

    static let foreignKeys = [
        "k8s.v1.cni.cncf.io/nodeSelector", "k8s.v1.cni.cncf.io/policy-for", "networks", "example.com/networks",
        "network", "k8s.ovn.org/pod-networks", "cni.projectcalico.org/ipAddrs", "v1.multus-cni.io/other",
        "k8s.v1.cni.cncf.io/networkstatus",
    ]

    @Test("annotations of others aren't taken for misspelt ones", arguments: foreignKeys)
    func foreign(_ key: String) {
        #expect(Self.findings("lan", key) == [])
    }

    @Test("what the API server printed has its network status by right")
    func printed() {
        let text =
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  uid: 5b0c\n  annotations:\n    k8s.v1.cni.cncf.io/network-status: '[]'\n"
        var validator = Validator()
        validator.add(InputText("web.yaml", Array(text.utf8)))
        #expect(validator.report().findings == [])
    }
}
