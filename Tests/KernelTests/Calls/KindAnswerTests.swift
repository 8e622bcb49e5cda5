import ExactJSON
import TartanTestSupport
import Testing

/// One pod with every kind at once: its answer, its status, its end.
@Suite(.secondGround) struct KindAnswerTests {
    private let annotation = "mac@m0,ip@i0,tag@t0,device@d0,point@p0"

    /// A cluster network `eth0` and networks of five kinds.
    private func scene() throws -> Scene {
        let scene = try Scene(Master.bond + "; ip link add spare type dummy; " + Master.dummy)
        try scene.network("mac", ["type": "macvlan", "master": "bond0", "ipam": scene.ipam("10.40.0.0/24")])
        try scene.network(
            "ip", ["type": "ipvlan", "master": "up0", "ipam": scene.ipam("10.41.0.0/24", "fd00:41::/64")])
        try scene.network(
            "tag", ["type": "vlan", "master": "bond0", "vlanId": 42, "ipam": scene.ipam("fd00:42::/64")])
        try scene.network("device", ["type": "host-device", "device": "spare", "ipam": scene.ipam("10.43.0.0/24")])
        try scene.network("point", ["type": "ptp", "ipam": scene.ipam("10.44.0.0/24")])
        return scene
    }

    @Test("the merged answer has the interfaces and addresses of all, in order")
    func merged() throws {
        let scene = try scene()
        let added = try scene.attach(annotation)
        #expect(added.sandboxInterfaces == ["eth0", "m0", "i0", "t0", "d0", "p0"])
        #expect(
            added.addresses == [
                "eth0 10.1.0.2/24", "m0 10.40.0.2/24", "i0 10.41.0.2/24", "i0 fd00:41::2/64", "t0 fd00:42::2/64",
                "d0 10.43.0.2/24", "p0 10.44.0.2/24",
            ])
        for interface in added.json["interfaces"]?.array ?? []
        where !(interface["sandbox"]?.string ?? "").isEmpty {
            let name = interface["name"]?.string ?? ""
            #expect(try interface["mac"]?.string == scene.link(name)["address"]?.string, "\(name)")
        }
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("the status has an entry for each, with the MTU that the kernel gave")
    func status() throws {
        let scene = try scene()
        try scene.attach(annotation)
        for (interface, name, ips) in [
            ("m0", "mac", #"["10.40.0.2"]"#), ("i0", "ip", #"["10.41.0.2","fd00:41::2"]"#),
            ("t0", "tag", #"["fd00:42::2"]"#), ("d0", "device", #"["10.43.0.2"]"#),
        ] {
            let status = try scene.status(interface)
            #expect(status?["name"]?.string == "default/\(name)")
            #expect(status?["ips"]?.text == ips)
            #expect(status?["default"]?.text == "false")
            #expect(try status?["mtu"]?.integer == scene.link(interface)["mtu"]?.integer)
        }
        try scene.expectDetaches()
    }

    @Test("primary answers with the cluster network alone, though all are attached")
    func primary() throws {
        let scene = try scene()
        let keys: JSONObject = ["result": "primary"]
        let added = try scene.node.add(scene.pod, annotation, keys: keys)
        #expect(added.sandboxInterfaces == ["eth0"], "\(added)")
        #expect(try scene.node.host.links(in: scene.pod.name) == ["d0", "eth0", "i0", "m0", "p0", "t0"])
        try scene.expectDetaches()
    }

    @Test(
        "each kind is spoken to in its list's version, and the answer is in the runtime's",
        arguments: ["0.3.1", "0.4.0", "1.0.0"])
    func versions(version: String) throws {
        let scene = try Scene(Master.dummy)
        try scene.node.network(
            "more",
            scene.node.list("more", version: version, ["type": "ipvlan", "master": "up0", "ipam": scene.ipam()]))
        let added = try scene.attach()
        #expect(added.json["cniVersion"]?.string == "1.0.0")
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.40.0.2/24"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("CHECK fails for the one attachment of five whose link is gone, and names it alone")
    func oneGone() throws {
        let scene = try scene()
        try scene.attach(annotation)
        try scene.inside("ip link delete t0")
        try scene.expectCheckFails("network default/tag (t0)")
        try scene.expectDetaches()
    }

    @Test("DEL after the pod's namespace is gone frees the addresses of all, and succeeds again")
    func namespaceGone() throws {
        let scene = try scene()
        try scene.attach("mac@m0,ip@i0,tag@t0,point@p0")
        try scene.node.host.removeNamespace(of: scene.pod)
        let deleted = try scene.node.delete(scene.pod)
        #expect(deleted.succeeded, "\(deleted)")
        try scene.expectNothingLeft()
        #expect(try scene.node.delete(scene.pod).succeeded)
    }

    @Test("pods that attach to one master at the same time have addresses of their own")
    func atOnce() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "ipvlan", "master": "up0", "ipam": scene.ipam()])
        let pods = try [scene.pod] + ["a", "b", "c"].map { try scene.node.host.pod($0) }
        let running = try pods.map {
            try scene.node.start(scene.node.call("ADD", $0, annotations: Node.annotations("more")))
        }
        let answers = try running.map { Answer(outcome: try $0.wait()) }
        for answer in answers { #expect(answer.succeeded, "\(answer)") }
        #expect(Set(answers.flatMap(\.addresses)).count == 8)
        for pod in pods { #expect(try scene.node.delete(pod).succeeded) }
        try scene.expectNothingLeft()
    }
}
