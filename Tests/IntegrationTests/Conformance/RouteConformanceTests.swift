import ExactJSON
import TartanTestSupport
import Testing

/// Rows 19, 20 and 34: the default route that an element asks for (sections 4.1.2.1.9 and 5.3.6.4).
@Suite(.privateHost) struct RouteConformanceTests {
    /// A cluster network with a default route, watched by a scripted plugin, and the network `more`.
    private func node(_ keys: JSONValue = ["isGateway": true]) throws -> Node {
        let node = try Node()
        try node.scripted("watch")
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list(
                "cluster", node.bridge("cni0", subnet: "10.1.0.0/24", ["isDefaultGateway": true]), ["type": "watch"]))
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "10.9.0.0/24", keys)))
        return node
    }

    private func hasDefaultRoute(_ result: JSONValue?) -> Bool {
        (result?["routes"]?.array ?? []).contains { $0["dst"]?.string == "0.0.0.0/0" }
    }

    @Test("row 19: the element's gateway is the pod's default route, and the cluster network's is cleared")
    func row19MovesTheDefaultRoute() throws {
        let node = try node()
        let pod = try node.host.pod()
        let added = try node.add(pod, Node.element(["default-route": ["10.9.0.1"]]))
        #expect(try node.host.defaultRoutes(in: pod.name) == ["10.9.0.1 net1 0"])
        let routes = (added.json["routes"]?.array ?? []).filter { $0["dst"]?.string == "0.0.0.0/0" }
        #expect(routes.map { $0["gw"]?.string } == ["10.9.0.1"])
        try node.expectDetaches(pod, host: ["br-x", "cni0"])
        // The cluster network's plugins get its result as it has become.
        #expect(try node.calls("watch").map { hasDefaultRoute($0.prevResult) } == [true, false, false])
    }

    @Test("row 19: without the key the cluster network's default route stays")
    func row19KeepsTheDefaultRoute() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "more").succeeded)
        #expect(try node.host.defaultRoutes(in: pod.name) == ["10.1.0.1 eth0 0"])
        try node.expectDetaches(pod, host: ["br-x", "cni0"])
    }

    @Test("row 19: two elements with the key, and gateways that are no addresses, are refused")
    func row19OneElementAtMost() throws {
        let node = try node()
        let pod = try node.host.pod()
        try node.expectRefused(
            pod, #"[{"name":"more","default-route":["10.9.0.1"]},{"name":"more","default-route":[]}]"#,
            "element 2, key \"default-route\": element 1 has it too; only one element may")
        for gateway in ["10.9.0.1/24", "gateway", "0.0.0.0", 5] as [JSONValue] {
            try node.expectRefused(
                pod, Node.element(["default-route": [gateway]]), "element 1, key \"default-route[0]\"")
        }
        try node.expectRefused(pod, Node.element(["default-route": "10.9.0.1"]), "element 1, key \"default-route\"")
        #expect(try node.calls("watch").isEmpty)
    }

    @Test("row 20: of several gateways the first has the best metric")
    func row20MetricsByOrder() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, Node.element(["default-route": ["10.9.0.9", "10.9.0.1", "10.9.0.5"]])).succeeded)
        #expect(
            try node.host.defaultRoutes(in: pod.name) == ["10.9.0.9 net1 0", "10.9.0.1 net1 1", "10.9.0.5 net1 2"])
        try node.expectDetaches(pod, host: ["br-x", "cni0"])
    }

    @Test("row 34: the status has the default route that was asked for, in the entry that asked for it")
    func row34DefaultRouteInTheStatus() throws {
        let node = try node()
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, Node.element(["default-route": ["10.9.0.1", "10.9.0.5"]])).succeeded)
        let status = try node.status(pod)
        #expect(status.map { $0["default-route"] } == [nil, ["10.9.0.1", "10.9.0.5"]])
        try node.expectDetaches(pod, host: ["br-x", "cni0"])
    }

    @Test("row 34: for an empty list it is the route that the network kept")
    func row34KeptRouteInTheStatus() throws {
        let node = try node(["isDefaultGateway": true])
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, Node.element(["default-route": []])).succeeded)
        #expect(try node.host.defaultRoutes(in: pod.name) == ["10.9.0.1 net1 0"])
        #expect(try node.status(pod).map { $0["default-route"] } == [nil, ["10.9.0.1"]])
        try node.expectDetaches(pod, host: ["br-x", "cni0"])
    }

    @Test("row 34: it isn't in the status where nobody asked for it")
    func row34NotAskedFor() throws {
        let node = try node()
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, "more").succeeded)
        #expect(try node.status(pod).map { $0["default-route"] } == [nil, nil])
        #expect(try node.status(pod).first?["gateway"] == ["10.1.0.1"])
        try node.expectDetaches(pod, host: ["br-x", "cni0"])
    }
}
