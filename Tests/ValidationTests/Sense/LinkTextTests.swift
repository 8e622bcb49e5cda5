import Findings
import Testing
import Validation

@Suite("What is said about links, ports and requests")
struct LinkTextTests {
    private static func findings(_ texts: [String]) -> [Finding] {
        var validator = Validator()
        validator.add(InputText("a.yaml", Array(texts.joined(separator: "---\n").utf8)))
        return validator.report().findings
    }

    private static func one(_ texts: String...) throws -> Finding {
        let findings = findings(texts)
        try #require(findings.count == 1, "\(findings.map { "\($0.code) \($0.message)" })")
        return findings[0]
    }

    private static func network(_ name: String, _ config: String) -> String {
        """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: \(name)}
        spec:
          config: '\(config)'

        """
    }

    private static func pod(_ networks: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            k8s.v1.cni.cncf.io/networks: '\(networks)'

        """
    }

    private static let lan = network(
        "lan",
        #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "capabilities": {"ips": true}, "ipam": {"type": "host-local", "subnet": "10.1.0.0/24", "rangeEnd": "10.1.0.99"}}"#
    )

    @Test("a MAC address of a group is told with the one that was probably meant")
    func multicast() throws {
        let finding = try Self.one(
            Self.network(
                "lan", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "mac": "03:00:00:00:00:07"}"#))
        #expect(
            finding.message == "\"mac\" of macvlan, 03:00:00:00:00:07, is one of a group (multicast)")
        #expect(finding.label == "the second digit must be even: 02:00:00:00:00:07")
        #expect(finding.notes == ["The kernel refuses it: \"cannot assign requested address\"."])
    }

    @Test("a sysctl without its beginning is told with the whole name")
    func sysctl() throws {
        let finding = try Self.one(
            Self.network(
                "lan",
                #"{"cniVersion": "1.0.0", "plugins": [{"type": "macvlan", "master": "eth1"}, {"type": "tuning", "sysctl": {"ipv4.conf.all.rp_filter": "2"}}]}"#
            ))
        #expect(finding.message == "\"ipv4.conf.all.rp_filter\" is no sysctl of the network")
        #expect(finding.label == "did you mean \"net.ipv4.conf.all.rp_filter\"?")
        #expect(finding.replacement == "\"net.ipv4.conf.all.rp_filter\"")
        #expect(finding.notes == ["tuning refuses it: \"invalid net sysctl key\"."])
    }

    @Test("two networks that exclude each other are named, both with their places")
    func masters() throws {
        let finding = try Self.one(
            Self.network("blue", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}"#),
            Self.network(
                "green",
                #"{"cniVersion": "1.0.0", "type": "ipvlan", "master": "eth1", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}}"#
            ))
        #expect(
            finding.message
                == "network default/green is ipvlan on \"eth1\", and network default/blue is macvlan on it")
        #expect(finding.label == "one kind for each master")
        #expect(
            finding.notes == [
                "While a pod of one of them is on a node, the kernel refuses those of the other: \"device or resource busy\"."
            ])
        #expect(finding.related.map(\.text) == ["network default/blue"])
        #expect(finding.related.map(\.place.line) == [5] && finding.place.line == 11)
    }

    @Test("an address that isn't given out is told with the range")
    func outside() throws {
        let finding = try Self.one(Self.lan, Self.pod(#"[{"name": "lan", "ips": ["10.1.0.200"]}]"#))
        #expect(finding.message == "pod default/web asks for 10.1.0.200 on lan, which doesn't give it out")
        #expect(finding.label == "10.1.0.1-10.1.0.99")
        #expect(finding.related.map(\.text) == ["its network, of which only a part is given out"])
    }

    @Test("a gateway that nobody named is the network's first address")
    func gateway() throws {
        let finding = try Self.one(Self.lan, Self.pod(#"[{"name": "lan", "ips": ["10.1.0.1"]}]"#))
        #expect(finding.kind == .reservedAddress)
        #expect(finding.message == "pod default/web asks for 10.1.0.1 on lan, which is the gateway of 10.1.0.0/24")
        #expect(finding.label == "the gateway is never given out")
    }

    @Test("a rate is told with the time that a packet takes")
    func rate() throws {
        let finding = try Self.one(
            Self.network(
                "lan",
                #"{"cniVersion": "1.0.0", "plugins": [{"type": "bridge", "bridge": "lan0", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}}, {"type": "bandwidth", "ingressRate": 10, "ingressBurst": 10}]}"#
            ))
        #expect(finding.message == "\"ingressRate\" of bandwidth is 10 bits per second")
        #expect(finding.label == "bits, not kilobits or megabits")
        #expect(finding.notes == ["A packet of 1500 bytes takes 20 minutes at that rate."])
    }

    @Test("a network upon an interface that isn't there is told with those that are")
    func links() throws {
        let finding = try Self.one(
            Self.network("lan", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}"#),
            Self.network(
                "tagged",
                #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "trunk0", "linkInContainer": true}"#),
            Self.pod("lan, tagged"))
        #expect(
            finding.message
                == "macvlan of tagged builds upon \"trunk0\" in the pod, and pod default/web has no such interface")
        #expect(finding.label == "before it there are eth0, net1")
        #expect(finding.related.map(\.text) == ["named here"])
    }

    static let right = [
        // A port at two addresses of the node, and one of each protocol.
        [
            network(
                "lan",
                #"{"cniVersion": "1.0.0", "plugins": [{"type": "ptp", "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.1.0.0/24"}], [{"subnet": "fd00:1::/64"}]]}}, {"type": "portmap", "capabilities": {"portMappings": true}}]}"#
            ),
            pod(
                #"[{"name": "lan", "portMappings": [{"hostPort": 53, "containerPort": 53, "hostIP": "192.0.2.7"}, {"hostPort": 53, "containerPort": 53, "hostIP": "2001:db8::7"}, {"hostPort": 53, "containerPort": 53, "protocol": "UDP"}]}]"#
            ),
        ],
        // One address of each set; the last address of an IPv6 network is one like others.
        [
            network(
                "lan",
                #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "capabilities": {"ips": true}, "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.1.0.0/24"}, {"subnet": "10.2.0.0/24"}], [{"subnet": "fd00:1::/64"}]]}}"#
            ),
            pod(
                #"[{"name": "lan", "ips": ["10.2.0.254/24", "fd00:1::ffff:ffff:ffff:ffff"], "default-route": ["10.2.0.1", "fe80::1"]}]"#
            ),
        ],
        // A bond of the pod's interfaces, and a VLAN upon it.
        [
            network("one", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}"#),
            network("two", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth2"}"#),
            network(
                "pair",
                #"{"cniVersion": "1.0.0", "type": "bond", "mode": "active-backup", "miimon": "100", "linksInContainer": true, "links": [{"name": "net1"}, {"name": "net2"}]}"#
            ),
            network(
                "tagged",
                #"{"cniVersion": "1.0.0", "type": "vlan", "master": "bond0", "vlanId": 5, "linkInContainer": true, "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}}"#
            ),
            pod("one, two, pair@bond0, tagged"),
        ],
        // Masters of the same name in the pod and on the node; one gateway of each family.
        [
            network(
                "a",
                #"{"cniVersion": "1.0.0", "type": "bridge", "bridge": "lan0", "isGateway": true, "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.1.0.0/24"}], [{"subnet": "fd00:1::/64"}]]}}"#
            ),
            network("b", #"{"cniVersion": "1.0.0", "type": "host-device", "device": "eth1"}"#),
            network(
                "c",
                #"{"cniVersion": "1.0.0", "type": "vlan", "master": "eth1", "vlanId": 5, "linkInContainer": true, "ipam": {"type": "host-local", "subnet": "10.3.0.0/24"}}"#
            ),
        ],
        // Frames without addresses may be small; zeroes are the card's choice of an address.
        [
            network("a", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "mtu": 60}"#),
            network(
                "b",
                #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth2", "mtu": 576, "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}}"#
            ),
        ],
    ]

    @Test("what is right has no finding", arguments: right)
    func rightOnes(_ texts: [String]) {
        #expect(Self.findings(texts).map { "\($0.code) \($0.message)" } == [])
    }

    @Test("each of many networks is told once, with the first of the other kind")
    func many() {
        var texts: [String] = []
        for number in 0..<2000 {
            let type = number.isMultiple(of: 2) ? "macvlan" : "ipvlan"
            texts.append(
                Self.network(
                    "n\(number)",
                    #"{"cniVersion": "1.0.0", "type": "\#(type)", "master": "eth1", "ipam": {"type": "dhcp"}}"#))
        }
        #expect(Self.findings(texts).count { $0.kind == .macvlanAndIPVLAN } == 1000)
    }
}
