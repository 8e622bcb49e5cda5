import ExactJSON
import TartanTestSupport
import TestKit
import Testing

extension KubernetesTests {
    /// A pod from kubectl to its interfaces and back.
    @Suite struct PodTests {
        @Test(
            "a pod with three networks beside the cluster network runs, its status says what it has, and nothing is left of it"
        )
        func threeNetworks() throws {
            let cluster = try Cluster("three")
            try cluster.apply(Cluster.pod("web", networks: "lan@lan0, storage, uplink@up0"))
            try cluster.waitUntilReady("web")

            let interfaces = try cluster.interfaces("web")
            #expect(interfaces.keys.sorted() == ["eth0", "lan0", "net2", "up0"])
            let ranges = ["eth0": "10.244.0.", "lan0": "10.20.0.", "net2": "10.30.0.", "up0": "10.40.0."]
            for (interface, range) in ranges {
                #expect(interfaces[interface]?.first?.hasPrefix(range) == true, "\(interface): \(interfaces)")
            }
            let inside = try cluster.kubectl("exec", "web", "--", "ip", "-4", "-o", "address", "show", "net2")
            #expect(try inside.contains(#require(interfaces["net2"]?.first)), "\(inside)")
            let pod = try #require(try cluster.object("pod", "web"))
            #expect(pod["status"]?["podIP"]?.string == interfaces["eth0"]?.first)

            let status = try cluster.waitForStatus("web")
            #expect(
                status.map { $0["name"]?.string } == ["cluster", "three/lan", "three/storage", "three/uplink"])
            #expect(status.map { $0["interface"]?.string } == ["eth0", "lan0", "net2", "up0"])
            #expect(status.map { $0["default"] == .bool(true) } == [true, false, false, false])
            for entry in status {
                let interface = try #require(entry["interface"]?.string)
                #expect(entry["ips"]?.array?.compactMap(\.string) == interfaces[interface])
            }
            try cluster.deleteAll()
        }

        @Test("a pod whose definition isn't there waits, says so in its events, and starts once it is")
        func lateDefinition() throws {
            let cluster = try Cluster("late")
            try cluster.apply(Cluster.pod("web", networks: "later"))
            try Waiting.until("an event that names the network", seconds: 30) {
                try cluster.kubectl("get", "events", "-o", "jsonpath={.items[*].message}").contains("late/later")
            }
            try cluster.apply(
                Cluster.definition(
                    "later", #"{"cniVersion":"1.0.0","type":"ptp","ipam":\#(Cluster.addresses("10.41.0.0/24"))}"#))
            try cluster.waitUntilReady("web")
            #expect(try cluster.interfaces("web").keys.sorted() == ["eth0", "net1"])
            try cluster.deleteAll()
        }

        @Test("definitions that are changed and deleted under living pods keep none of them from ending clean")
        func changedDefinitions() throws {
            let cluster = try Cluster("changed")
            try cluster.apply(Cluster.pod("web", networks: "lan,storage"))
            try cluster.waitUntilReady("web")
            try cluster.apply(Cluster.definition("lan", #"{"cniVersion":"1.0.0","type":"no-such-plugin"}"#))
            try cluster.kubectl("delete", "network-attachment-definition", "storage")
            try cluster.deleteAll()
        }

        @Test("a static pod gets its networks, and its mirror pod the status")
        func staticPod() throws {
            let cluster = try Cluster("static")
            let file = "\(Cluster.state)/static/edge.yaml"
            var pod = Cluster.pod("edge", networks: "lan")
            pod = pod.replacing("{name: edge,", with: "{name: edge, namespace: static,")
            TestFile.remove(file)
            try TestFile.write(pod, to: file)
            defer { TestFile.remove(file) }
            let name = "edge-\(Cluster.node)"
            try Waiting.until("the mirror pod \(name)", seconds: 40) {
                try cluster.run(["sh", "-c", "true"]).succeeded
                    && (try? cluster.object("pod", name)) != nil
            }
            try cluster.waitUntilReady(name)
            #expect(try cluster.waitForStatus(name).map { $0["interface"]?.string } == ["eth0", "net1"])
            TestFile.remove(file)
            try Waiting.until("nothing left of the static pod", seconds: 60) { try cluster.leftBehind().isEmpty }
        }
    }
}
