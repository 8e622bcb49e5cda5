import ExactJSON
import TartanTestSupport
import TestKit
import Testing

extension KubernetesTests {
    /// Daemons that are away while pods start and end.
    @Suite struct DisturbanceTests {
        private func pods(_ count: Int, _ cluster: Cluster) throws -> [String] {
            let names = (1...count).map { "web-\($0)" }
            try cluster.apply(names.map { Cluster.pod($0, networks: "lan,storage") }.joined(separator: "---\n"))
            return names
        }

        private func requireAll(_ names: [String], _ cluster: Cluster) throws {
            for name in names {
                try cluster.waitUntilReady(name, seconds: 120)
                #expect(try cluster.waitForStatus(name).map { $0["interface"]?.string } == ["eth0", "net1", "net2"])
            }
        }

        @Test("tartan-agent is killed while pods start: they start all the same, and have their status once it is back")
        func agentKilled() throws {
            let cluster = try Cluster("no-agent")
            let before = try pods(6, cluster)
            try cluster.daemon("kill", "tartan-agent")
            defer { try? cluster.daemon("start", "tartan-agent") }
            for name in before { try cluster.waitUntilReady(name) }
            // Of networks that the store knows, with nobody there to ask.
            try cluster.apply(Cluster.pod("alone", networks: "uplink"))
            try cluster.waitUntilReady("alone")
            #expect(try cluster.status("alone") == nil)
            try cluster.daemon("start", "tartan-agent")
            try requireAll(before, cluster)
            #expect(try cluster.waitForStatus("alone").count == 2)
            try cluster.deleteAll()
        }

        @Test("the API server is away: a static pod starts with its networks and ends, pods run on, status comes later")
        func apiServerAway() throws {
            let cluster = try Cluster("away")
            try cluster.apply(Cluster.pod("living", networks: "lan"))
            try cluster.waitUntilReady("living")
            let living = try cluster.interfaces("living")
            let file = "\(Cluster.state)/static/lonely.yaml"
            let pod = Cluster.pod("lonely", networks: "storage").replacing(
                "{name: lonely,", with: "{name: lonely, namespace: away,")
            try cluster.daemon("stop", "kube-apiserver")
            defer { try? cluster.daemon("start", "kube-apiserver") }
            do {
                defer { TestFile.remove(file) }
                try TestFile.write(pod, to: file)
                try Waiting.until("the static pod's networks", seconds: 60) {
                    (try? cluster.interfaces("lonely-\(Cluster.node)").keys.sorted()) == ["eth0", "net1"]
                }
                #expect(try cluster.interfaces("living") == living)
            }
            try Waiting.until("the static pod's end", seconds: 60) {
                try cluster.leftBehind().contains { $0.contains("lonely") } == false
            }
            try cluster.daemon("start", "kube-apiserver")
            #expect(try cluster.waitForStatus("living").map { $0["interface"]?.string } == ["eth0", "net1"])
            try cluster.deleteAll()
        }

        @Test("containerd is started again: living pods keep their networks and end clean")
        func containerdRestarted() throws {
            let cluster = try Cluster("containerd")
            let names = try pods(3, cluster)
            try requireAll(names, cluster)
            let interfaces = try names.map { try cluster.interfaces($0) }
            try cluster.daemon("stop", "containerd")
            try cluster.daemon("start", "containerd")
            #expect(try names.map { try cluster.interfaces($0) } == interfaces)
            try cluster.apply(Cluster.pod("after", networks: "uplink"))
            try cluster.waitUntilReady("after")
            try cluster.deleteAll()
        }

        @Test("what lost its namespaces as by a reboot is started anew with networks, and the old attachments are gone")
        func sandboxesLost() throws {
            let cluster = try Cluster("reboot")
            let names = try pods(3, cluster)
            try requireAll(names, cluster)
            let before =
                try cluster.tartanctl("get", "records")?["items"]?.array?.compactMap { $0["sandbox"]?.string } ?? []
            try cluster.daemon("stop", "kubelet")
            try cluster.daemon("stop", "containerd")
            // Containers, sandboxes and their namespaces, as a node that went down loses them.
            _ = try cluster.shell(
                """
                pkill -KILL containerd-shim || true
                for netns in /run/netns/cni-*; do umount "$netns" && rm -f "$netns"; done
                for link in $(ip -oneline link show type veth | grep -o 'veth[0-9a-f]\\{8\\}'); do ip link delete "$link" || true; done
                """)
            try cluster.daemon("start", "containerd")
            try cluster.daemon("start", "kubelet")
            try Waiting.until("new sandboxes of all pods", seconds: 120) {
                let now =
                    try cluster.tartanctl("get", "records")?["items"]?.array?.compactMap { $0["sandbox"]?.string } ?? []
                return now.count == before.count && Set(now).isDisjoint(with: before)
            }
            try requireAll(names, cluster)
            try cluster.deleteAll()
        }
    }
}
