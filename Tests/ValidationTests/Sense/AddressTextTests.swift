import Findings
import Testing
import Validation

@Suite("What is said about addresses")
struct AddressTextTests {
    private static func findings(_ config: String) -> [Finding] {
        let text = """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: lan}
            spec:
              config: '\(config)'

            """
        var validator = Validator()
        validator.add(InputText("a.yaml", Array(text.utf8)))
        return validator.report().findings
    }

    private static func one(_ ipam: String, type: String = "ptp", more: String = "") throws -> Finding {
        let findings = findings(#"{"cniVersion": "1.0.0", "type": "\#(type)"\#(more), "ipam": {\#(ipam)}}"#)
        try #require(findings.count == 1, "\(findings.map { "\($0.code) \($0.message)" })")
        return findings[0]
    }

    @Test("host bits are told with the network that the address is in")
    func hostBits() throws {
        let finding = try Self.one(#""type": "host-local", "subnet": "10.1.0.20/16""#)
        #expect(finding.kind == .hostBits)
        #expect(finding.message == "\"subnet\" of host-local is 10.1.0.20/16, which is no network's own address")
        #expect(finding.label == "did you mean 10.1.0.0/16?")
        #expect(finding.notes.first == "host-local refuses it: \"Network has host bits set\".")
        #expect(finding.replacement == nil)
    }

    @Test("a mask instead of a prefix length is told with the length")
    func mask() throws {
        let finding = try Self.one(#""type": "host-local", "subnet": "10.1.0.0/255.255.252.0""#)
        #expect(finding.message == "\"subnet\" of host-local has the prefix length \"255.255.252.0\"")
        #expect(finding.label == "write /22")
        #expect(finding.replacement == "\"10.1.0.0/22\"")
    }

    @Test("a mask with a gap is no prefix length that could be meant")
    func gap() throws {
        let finding = try Self.one(#""type": "host-local", "subnet": "10.1.0.0/255.0.255.0""#)
        #expect(finding.label == "0 to 32 is expected")
        #expect(finding.replacement == nil)
    }

    @Test("numbers of an address are told one by one")
    func numbers() throws {
        let large = try Self.one(#""type": "host-local", "subnet": "10.1.0.300/16""#)
        #expect(large.message == "\"subnet\" of host-local is \"10.1.0.300/16\", which is no network")
        #expect(large.label == "300 is more than 255")
        let few = try Self.one(#""type": "host-local", "subnet": "10.1.0.0/16", "gateway": "10.1.1""#)
        #expect(few.message == "\"gateway\" of host-local is \"10.1.1\", which is no IP address")
        #expect(few.label == "an IPv4 address has four numbers, and here are 3")
    }

    @Test("the word that Calico replaces is told as such elsewhere, and is right with Calico")
    func podCIDR() throws {
        let finding = try Self.one(#""type": "host-local", "subnet": "usePodCidr""#)
        #expect(finding.label == "only Calico replaces this word")
        let calico =
            #"{"cniVersion": "1.0.0", "name": "k8s-pod-network", "type": "calico", "kubernetes": {"kubeconfig": "/a"}, "ipam": {"type": "host-local", "ranges": [[{"subnet": "UsePodCIDR"}]]}}"#
        #expect(Self.findings(calico).filter { $0.code.hasPrefix("TN3") } == [])
    }

    @Test("a bound outside of the network is refused by host-local and passed over by Whereabouts")
    func bounds() throws {
        let refused = try Self.one(#""type": "host-local", "subnet": "10.1.0.0/24", "rangeEnd": "10.1.1.9""#)
        #expect(refused.kind == .boundOutsideNetwork)
        #expect(refused.message == "\"rangeEnd\" of host-local is 10.1.1.9, not in 10.1.0.0/24")
        #expect(refused.label == "10.1.0.0-10.1.0.255 is the network")
        #expect(refused.related.map(\.text) == ["the network"])
        let ignored = try Self.one(#""type": "whereabouts", "range": "10.1.0.0/24", "range_end": "10.1.1.9""#)
        #expect(ignored.kind == .ignoredBound)
        #expect(
            ignored.notes == ["whereabouts passes over it and gives out addresses up to the network's own bound."])
    }

    @Test("overlapping ranges are told at the later one, whichever begins first")
    func overlap() throws {
        let finding = try Self.one(
            #""type": "host-local", "ranges": [[{"subnet": "10.1.0.0/16", "rangeStart": "10.1.8.0"}], [{"subnet": "10.1.0.0/20"}]]"#
        )
        #expect(
            finding.message
                == "the ranges 10.1.8.0-10.1.255.254 and 10.1.0.1-10.1.15.254 of host-local overlap")
        #expect(finding.place.column > finding.related[0].place.column)
    }

    @Test("a range that is inside of another one doesn't hide an overlap with a third")
    func nestedOverlap() {
        let found = Self.findings(
            #"{"cniVersion": "1.0.0", "type": "ptp", "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.0.0.0/8"}], [{"subnet": "10.1.0.0/24"}], [{"subnet": "10.9.0.0/24"}], [{"subnet": "11.0.0.0/24"}]]}}"#
        )
        #expect(found.map(\.code) == ["TN3015", "TN3015"])
    }

    @Test("host bits are right in Whereabouts' range and exclude")
    func whereabouts() {
        let config =
            #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "ipam": {"type": "whereabouts", "range": "192.168.2.225/28", "exclude": ["192.168.2.229/30", "192.168.2.236"]}}"#
        #expect(Self.findings(config) == [])
    }

    @Test("the gateway that Whereabouts can give to a pod is told with what to exclude")
    func givenOut() throws {
        let finding = try Self.one(#""type": "whereabouts", "range": "fd00::/64", "gateway": "fd00::1""#)
        #expect(finding.message == "\"gateway\" of whereabouts is fd00::1, which a pod can get from the range")
        #expect(finding.label == "exclude fd00::1/128")
    }

    @Test("a gateway that is out of reach is an error where a route needs it, else a warning")
    func gateways() throws {
        let ipam = #""type": "host-local", "subnet": "10.1.0.0/24", "gateway": "10.2.0.1""#
        let idle = try Self.one(ipam)
        #expect(idle.kind == .gatewayOutside && idle.severity == .warning)
        #expect(idle.message == "\"gateway\" of host-local is 10.2.0.1, which is not in 10.1.0.0/24")
        let used = try Self.one(ipam + #", "routes": [{"dst": "10.9.0.0/16"}]"#)
        #expect(used.kind == .unreachableGateway && used.severity == .error)
        #expect(used.label == "the pod can't reach it")
        let other = try Self.one(ipam + #", "routes": [{"dst": "10.9.0.0/16", "gw": "10.1.0.9"}]"#)
        #expect(other.kind == .gatewayOutside)
    }

    @Test("pods' own addresses may be in a network that the configuration doesn't name")
    func requests() {
        let config =
            #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "capabilities": {"ips": true}, "ipam": {"type": "static", "addresses": [{"address": "10.1.0.7/24"}], "routes": [{"dst": "0.0.0.0/0", "gw": "10.2.0.1"}, {"dst": "::/0"}]}}"#
        #expect(Self.findings(config).filter { $0.severity == .error } == [])
    }

    @Test("the default route that the bridge adds as well is told with the key that does")
    func defaultRoute() throws {
        let finding = try Self.one(
            #""type": "host-local", "subnet": "10.1.0.0/24", "routes": [{"dst": "0.0.0.0/0"}]"#, type: "bridge",
            more: #", "bridge": "br7", "isDefaultGateway": true"#)
        #expect(finding.kind == .defaultRouteAgain)
        #expect(
            finding.message
                == "the default route 0.0.0.0/0 is here, and \"isDefaultGateway\" of bridge adds the same")
        #expect(finding.related.map(\.text) == ["adds the default route"])
    }

    @Test("two default routes by two gateways are told as such; other tables and priorities are others")
    func competing() throws {
        let ipam = #""type": "host-local", "subnet": "10.1.0.0/24", "routes": [{"dst": "0.0.0.0/0"}, "#
        let finding = try Self.one(ipam + #"{"dst": "0.0.0.0/0", "gw": "10.1.0.9"}]"#)
        #expect(finding.message == "there is a second default route, by 10.1.0.9 as well as by 10.1.0.1")
        for member in [#""table": 100"#, #""priority": 9"#] {
            let config =
                #"{"cniVersion": "1.1.0", "type": "ptp", "ipam": {\#(ipam){"dst": "0.0.0.0/0", "gw": "10.1.0.9", \#(member)}]}}"#
            #expect(Self.findings(config) == [])
        }
    }

    @Test("a lone exclusion of the network's own address is no mistake, and one that leaves an address neither")
    func exclusions() throws {
        for exclude in [#""10.1.0.0""#, #""10.1.0.0/25", "10.1.0.128/26", "10.1.0.192/27", "10.1.0.224/28""#] {
            let config =
                #"{"cniVersion": "1.0.0", "type": "ptp", "ipam": {"type": "whereabouts", "range": "10.1.0.0/24", "exclude": [\#(exclude)]}}"#
            #expect(Self.findings(config) == [])
        }
        let finding = try Self.one(
            #""type": "whereabouts", "range": "10.1.0.0/24", "exclude": ["10.1.0.128/25", "10.1.0.0/25"]"#)
        #expect(finding.message == "\"exclude\" of whereabouts leaves nothing of 10.1.0.1-10.1.0.254")
    }

    @Test("networks between commas are told one by one")
    func list() throws {
        let config =
            #"{"cniVersion": "1.0.0", "name": "lan", "type": "ovn-k8s-cni-overlay", "topology": "layer3", "netAttachDefName": "default/lan", "subnets": "10.128.0.0/16/24, 10.300.0.0/16/24"}"#
        let findings = Self.findings(config)
        #expect(
            findings.map(\.message) == ["\"subnets\" of ovn-k8s-cni-overlay is \"10.300.0.0/16\", which is no network"])
        #expect(findings.first.map { $0.place.endColumn - $0.place.column } == 13)
    }

    @Test("thousands of ranges, exclusions and routes are looked at without comparing each with each")
    func large() {
        let ranges = (0..<4000).map { "[{\"subnet\": \"10.\($0 / 250).\($0 % 250).0/24\"}]" }.joined(separator: ", ")
        let routes = (0..<4000).map { "{\"dst\": \"11.\($0 / 250).\($0 % 250).0/24\"}" }.joined(separator: ", ")
        let config =
            "{\"cniVersion\": \"1.0.0\", \"type\": \"ptp\", \"ipam\": {\"type\": \"host-local\", \"ranges\": [\(ranges)], \"routes\": [\(routes)]}}"
        #expect(Self.findings(config) == [])
    }
}
