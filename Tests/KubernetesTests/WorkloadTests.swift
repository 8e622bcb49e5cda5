import ExactJSON
import TartanTestSupport
import TestKit
import Testing

extension KubernetesTests {
    /// Controllers that start and end pods.
    @Suite struct WorkloadTests {
        private func template(_ networks: String) -> String {
            "{metadata: {labels: {app: many}, annotations: {k8s.v1.cni.cncf.io/networks: \"\(networks)\"}}, "
                + "spec: \(Cluster.spec())}"
        }

        @Test("60 pods with two further networks each start at once and end, each with addresses of its own, none left")
        func scaled() throws {
            let cluster = try Cluster("scaled")
            try cluster.apply(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: many}
                spec: {replicas: 0, selector: {matchLabels: {app: many}}, template: \(template("lan,uplink"))}
                """)
            try cluster.kubectl("scale", "deployment", "many", "--replicas=60")
            try Waiting.until("60 ready pods", seconds: 240) {
                try cluster.pods("app=many").count(where: Cluster.isReady) == 60
            }
            var addresses: [String] = []
            for pod in try cluster.pods("app=many") {
                let name = try #require(pod["metadata"]?["name"]?.string)
                let status = try cluster.waitForStatus(name)
                #expect(status.map { $0["interface"]?.string } == ["eth0", "net1", "net2"])
                addresses += status.flatMap { $0["ips"]?.array?.compactMap(\.string) ?? [] }
            }
            #expect(addresses.count == 180 && Set(addresses).count == 180)
            try cluster.kubectl("scale", "deployment", "many", "--replicas=0")
            try Waiting.until("no pod left", seconds: 240) { try cluster.pods("app=many").isEmpty }
            try cluster.deleteAll()
        }

        @Test("a StatefulSet's pod that comes again under its name has its own status, not its predecessor's")
        func recreated() throws {
            let cluster = try Cluster("stateful")
            try cluster.apply(
                """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec: {serviceName: db, selector: {matchLabels: {app: many}}, template: \(template("storage"))}
                """)
            var seen: Set<String> = []
            for _ in 0..<3 {
                try Waiting.until("db-0", seconds: 40) { try !cluster.pods("app=many").isEmpty }
                try cluster.waitUntilReady("db-0")
                let uid = try #require(try cluster.object("pod", "db-0")?["metadata"]?["uid"]?.string)
                #expect(seen.insert(uid).inserted)
                let status = try cluster.waitForStatus("db-0")
                let interfaces = try cluster.interfaces("db-0")
                #expect(status.last?["ips"]?.array?.compactMap(\.string) == interfaces["net1"])
                try cluster.kubectl("delete", "pod", "db-0", "--wait=true")
            }
            try cluster.deleteAll()
        }
    }
}
