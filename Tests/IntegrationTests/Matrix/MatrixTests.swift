import ExactJSON
import TartanTestSupport
import Testing

/// Forms of configuration × plugins × IPAM × families × chained plugins: not the full product, but every pair of neighbours.
@Suite(.anyMetaPlugin) struct MatrixTests {
    @Test(
        "a combination is attached, found by CHECK and detached, and leaves nothing", arguments: Covering.combinations)
    func lifeCycle(combination: Combination) throws {
        var node = try Node()
        try node.host.shell(combination.setup)
        try combination.install(in: &node)
        let server: DHCPServer? =
            combination.addressing == .dhcp
            ? try DHCPServer(node, interface: combination.serverInterface, address: "10.77.0.100") : nil
        let annotation = combination.form == .delegate ? nil : combination.annotation
        let pod = try node.host.pod()

        let added = try node.add(pod, annotation)
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
        let link = try node.host.ip("-details link show dev net1", in: pod.name).first
        #expect(link?["linkinfo"]?["info_kind"]?.string == combination.linkKind)
        #expect(try node.host.addresses(of: "net1", in: pod.name) == combination.addresses)
        if Peer.current == nil {
            #expect(added.addresses == ["eth0 10.1.0.2/24"] + combination.addresses.map { "net1 \($0)" })
        }
        try expectEffect(of: combination, link, node, pod)

        let checked = try node.check(pod, annotation)
        #expect(checked.succeeded, "\(checked)")
        let deleted = try node.delete(pod, annotation)
        #expect(deleted.succeeded, "\(deleted)")
        // Chains that all pods share stay, as portmap and firewall mean it; no rule of this pod does.
        #expect(try node.leftBehind(pod, host: combination.hostLinks + ["cni0"], rules: false).isEmpty)
        #expect(try node.rules().filter { $0.contains("77") }.isEmpty)
        #expect(try Set(combination.hostLinks).isSubset(of: node.host.links()))
        withExtendedLifetime(server) {}
    }

    /// The chained plugin has done its work.
    private func expectEffect(of combination: Combination, _ link: JSONValue?, _ node: Node, _ pod: TestPod) throws {
        let addresses = combination.addresses.compactMap { $0.split(separator: "/").first.map(String.init) }
        switch combination.chained {
        case .alone: break
        case .portmap:
            // A peer that is handed its networks without annotation was asked for no port.
            guard Peer.current?.readsAnnotations != false else { return }
            let rules = try node.rules().filter { $0.contains("--to-destination") }
            #expect(addresses.allSatisfy { address in rules.contains { $0.contains(address) } }, "\(rules)")
        case .tuning:
            #expect(link?["mtu"]?.integer == 1400)
        case .firewall:
            let rules = try node.rules()
            #expect(addresses.allSatisfy { address in rules.contains { $0.contains("\(address)/") } }, "\(rules)")
        case .bandwidth:
            #expect(try node.host.shell("tc qdisc show").contains("tbf"))
        case .sbr:
            let rules = try node.host.shell("ip -n \(pod.name) rule show; ip -n \(pod.name) -6 rule show")
            #expect(addresses.allSatisfy { rules.contains("from \($0) ") }, "\(rules)")
        }
    }

    @Test("every value of every axis stands in the matrix at least twice, every pair of neighbours at least once")
    func coverage() {
        var met: [Covering.Demand: Int] = [:]
        for combination in Covering.combinations {
            for demand in Covering.demands(of: combination) { met[demand, default: 0] += 1 }
        }
        for combination in Combination.possible {
            for demand in Covering.demands(of: combination) {
                #expect(met[demand, default: 0] >= demand.times, "\(demand.name)")
            }
        }
        #expect(Covering.combinations.count < 60, "the matrix has to take less than a minute")
        #expect(Covering.combinations.allSatisfy { $0.exclusion == nil })
    }

    @Test("each reason to leave something out leaves something out that no other one does")
    func exclusions() {
        let general = Combination.exclusions.filter { !$0.isLocal }
        for exclusion in general {
            let isNeeded = Combination.product.contains { combination in
                general.filter { $0.holds(combination) }.map(\.reason) == [exclusion.reason]
            }
            #expect(isNeeded, "\(exclusion.reason)")
        }
    }
}
