import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Routes of two attachments to one destination: the earlier attachment's stay in force, as the kernel has them.
@Suite(.privateHost) struct RouteClashTests {
    private func routes(_ node: NetworkNode, _ pod: TestPod, to destination: String, _ family: Int = 4) throws
        -> [String]
    {
        try node.host.ip("-\(family) route show \(destination)", in: pod.name).map {
            "\($0["gateway"]?.string ?? "-") \($0["dev"]?.string ?? "") \($0["metric"]?.integer ?? 0)"
        }.sorted()
    }

    @Test("a second Flannel over the same overlay: eth0's packets to it leave by eth0")
    func flannelTwice() throws {
        let node = try NetworkNode(.flannel)
        try node.node.network(
            "same",
            node.node.list("cbr0", ["type": "flannel", "delegate": ["bridge": "cni0", "isDefaultGateway": true]]))
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "same")
        try #require(answer.succeeded, "\(answer)")
        #expect(try routes(node, pod, to: "10.244.0.0/16") == ["10.244.7.1 eth0 0", "10.244.7.1 net1 1"])
        #expect(try node.host.defaultRoutes(in: pod.name) == ["10.244.7.1 eth0 0", "10.244.7.1 net1 1"])
        #expect(try node.node.check(pod, "same").succeeded)
        #expect(try node.node.delete(pod, "same").succeeded)
        #expect(try node.leftBehind(pod) == [])
    }

    @Test(
        "a further network's own default routes, IPv4 and IPv6, come after the cluster network's",
        arguments: InstalledNetwork.allCases)
    func defaults(_ network: InstalledNetwork) throws {
        let node = try NetworkNode(network)
        try node.node.network(
            "lan",
            node.node.list(
                "lan",
                node.node.bridge("br-lan", subnets: ["10.60.0.0/24", "fd00:60::/64"], ["isDefaultGateway": true])))
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "lan")
        try #require(answer.succeeded, "\(answer)")
        #expect(try node.host.defaultRoutes(in: pod.name) == ["\(network.gateway) eth0 0", "10.60.0.1 net1 1"])
        let v6 = try node.host.defaultRoutes(in: pod.name, version: 6)
        #expect(
            v6 == (network == .cilium ? ["fd00:10::1 eth0 1024", "fd00:60::1 net1 1025"] : ["fd00:60::1 net1 1024"]))
        #expect(try node.node.check(pod, "lan").succeeded)
    }

    @Test("a plugin that replaces an earlier route: the earlier one is back, its own comes after it")
    func replaced() throws {
        let node = try NetworkNode(.flannel)
        try node.node.scriptedNetwork(
            "thief",
            [
                "ADD": [
                    "interface": true, "address": "10.66.0.2/24",
                    "run": "nsenter --net=\"$CNI_NETNS\" ip route replace default via 10.66.0.1 dev \"$CNI_IFNAME\"",
                ], "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "thief")
        try #require(answer.succeeded, "\(answer)")
        #expect(try node.host.defaultRoutes(in: pod.name) == ["10.244.7.1 eth0 0", "10.66.0.1 net1 1"])
    }

    @Test("a plugin that takes an earlier interface away is refused by name, and all is undone")
    func vanished() throws {
        let node = try NetworkNode(.flannel)
        try node.node.scriptedNetwork(
            "killer",
            [
                "ADD": ["interface": true, "run": "nsenter --net=\"$CNI_NETNS\" ip link delete eth0"],
                "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "killer")
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(answer.message.contains("took the interface eth0"), "\(answer)")
        #expect(try node.leftBehind(pod) == [])
    }

    @Test("several ways of one route stay together, behind the earlier route")
    func severalWays() throws {
        let node = try NetworkNode(.flannel)
        try node.node.scriptedNetwork(
            "ways",
            [
                "ADD": [
                    "interface": true, "address": "10.66.0.2/24",
                    "run": .string(
                        """
                        nsenter --net="$CNI_NETNS" ip route prepend default nexthop via 10.66.0.1 dev "$CNI_IFNAME" \
                            nexthop via 10.66.0.3 dev "$CNI_IFNAME"
                        """),
                ], "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "ways")
        try #require(answer.succeeded, "\(answer)")
        #expect(
            try node.host.defaultRoutes(in: pod.name) == [
                "10.244.7.1 eth0 0", "10.66.0.1 net1 1", "10.66.0.3 net1 1",
            ])
    }

    @Test("what default-route asks for is not settled again")
    func asked() throws {
        let node = try NetworkNode(.flannel)
        try node.node.network(
            "lan",
            node.node.list("lan", node.node.bridge("br-lan", subnets: ["10.60.0.0/24"], ["isDefaultGateway": true])))
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, #"[{"name":"lan","default-route":[]}]"#)
        try #require(answer.succeeded, "\(answer)")
        #expect(try node.host.defaultRoutes(in: pod.name) == ["10.60.0.1 net1 0"])
    }
}
