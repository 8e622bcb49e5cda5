import ExactJSON
import TartanTestSupport
import Testing

/// `tartanctl gc --leases`
@Suite(.privateHost) struct CollectLeaseTests {
    private static let containerd = "/run/containerd/io.containerd.runtime.v2.task"

    /// A node whose store names the folder of reservations.
    private func node() throws -> Node {
        let node = try Node()
        try node.network("old", node.list("old", node.bridge("br-old", subnet: "10.9.0.0/24")))
        return node
    }

    @Test("addresses of containers in no record and no runtime are freed, host-local's others stay")
    func freed() throws {
        let node = try node()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        try node.host.shell("mkdir -p \(Self.containerd)/k8s.io/listed \(Self.containerd)/default/nerd")
        for (address, content) in [
            ("10.9.0.2", "nobody\r\neth0"), ("10.9.0.3", "nobody"), ("fd00:9::4", "other-1\neth0\n"),
            ("10.9.0.5", "listed\r\neth0"), ("10.9.0.6", "default-nerd\r\neth0"),
            ("10.9.0.7", "\(pod.containerID)\r\nnet7"),
            ("last_reserved_ip.0", "10.9.0.9"), ("10.9.0.300", "nobody\r\neth0"), ("10.9.0.8", ""),
            ("10.9.0.9", "../x\r\neth0"), ("10.9.0.10", "nobody\r\neth0\r\nmore"),
        ] { try node.reserve(address, for: content) }
        try node.host.shell("touch -d '2 minutes ago' \(node.leases)/old/*")
        let before = node.reservations()
        let collected = try node.collect("--leases")
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(collected.outcome.text.contains("4 addresses freed that belong to nobody.\n"), "\(collected)")
        let freed: Set = ["old/10.9.0.2", "old/10.9.0.3", "old/10.9.0.8", "old/fd00:9::4"]
        #expect(node.reservations() == before.filter { !freed.contains($0) })
        #expect(TestFile.exists("\(node.leases)/old/last_reserved_ip.0"))
        // host-local itself gives the address anew.
        let other = try node.host.pod("other")
        #expect(try node.add(other, "old").addresses.contains { $0.hasPrefix("net1 10.9.0.") })
    }

    @Test("where containerd runs, what is younger than a minute may be of a sandbox that it doesn't list yet")
    func young() throws {
        let node = try node()
        try node.reserve("10.9.0.2", for: "nobody\r\neth0")
        try node.host.shell("mkdir -p \(Self.containerd)/k8s.io")
        let spared = try node.collect("--leases")
        #expect(spared.exitStatus == 0)
        #expect(spared.outcome.text.contains("left alone: younger than a minute"), "\(spared)")
        #expect(node.reservations() == ["old/10.9.0.2"])
        try node.host.shell("rmdir \(Self.containerd)/k8s.io \(Self.containerd)")
        #expect(try node.collect("--leases").exitStatus == 0)
        #expect(node.reservations().isEmpty)
    }

    @Test("nothing is freed if what an installed runtime runs can't be read")
    func unreadable() throws {
        let node = try node()
        try node.reserve("10.9.0.2", for: "nobody\r\neth0")
        try node.host.shell("mkdir -p /run/containerd; touch \(Self.containerd)")
        let collected = try node.collect("--leases")
        #expect(collected.exitStatus == 2, "\(collected)")
        #expect(collected.errorOutput.contains("what containerd runs can't be read"), "\(collected)")
        #expect(node.reservations() == ["old/10.9.0.2"])
        let json = try node.collect("--leases", "-o", "json")
        #expect(json.exitStatus == 2)
        #expect(json.json["error"]?["code"]?.string == "unreadableRuntime", "\(json)")
        #expect(json.json["runtimes"].at(0)?["readable"]?.boolean == false)
    }

    @Test("symbolic links lead nowhere: neither a network's folder, nor a reservation, nor the lock")
    func links() throws {
        let node = try node()
        let outside = node.folder + "/outside"
        try TestFile.makeFolder(outside)
        try TestFile.write("nobody\r\neth0", to: outside + "/10.9.0.2")
        try TestFile.makeFolder(node.leases + "/old")
        try TestFile.link(node.leases + "/linked", to: outside)
        try TestFile.link(node.leases + "/old/10.9.0.2", to: outside + "/10.9.0.2")
        try TestFile.makeFolder(node.leases + "/trap")
        try TestFile.write("nobody\r\neth0", to: node.leases + "/trap/10.9.0.3")
        try TestFile.link(node.leases + "/trap/lock", to: outside + "/made")
        let collected = try node.collect("--leases")
        #expect(collected.exitStatus == 1, "\(collected)")
        #expect(collected.outcome.text.contains("failed: host-local's lock"), "\(collected)")
        #expect(TestFile.names(in: outside) == ["10.9.0.2"])
        #expect(TestFile.names(in: node.leases + "/old") == ["10.9.0.2"])
        #expect(TestFile.exists(node.leases + "/trap/10.9.0.3"))
    }

    @Test("host-local's lock is waited for, and what changed meanwhile is left alone")
    func lock() throws {
        let node = try node()
        try node.reserve("10.9.0.2", for: "nobody\r\neth0")
        try node.reserve("10.9.0.3", for: "nobody\r\neth0")
        let file = "\(node.leases)/old"
        let holder = try node.host.start(
            TestCommand([
                "flock", file + "/lock", "sh", "-c",
                "touch \(node.folder)/held; sleep 1; printf 'new\\r\\neth0' >\(file)/10.9.0.3",
            ]))
        try Waiting.until("the lock") { TestFile.exists(node.folder + "/held") }
        let collected = try node.collect("--leases")
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(collected.outcome.duration > 0.3)
        #expect(node.reservations() == ["old/10.9.0.3"])
        #expect(try holder.wait().succeeded)
    }

    @Test("the folders of records, of finished ones, and of configuration files are looked into as well")
    func folders() throws {
        let node = try Node()
        let place = node.folder + "/elsewhere"
        try TestFile.makeFolder(place + "/x")
        try TestFile.write("nobody\r\neth0", to: place + "/x/10.9.0.2")
        #expect(try node.collect("--leases").exitStatus == 0)
        #expect(TestFile.exists(place + "/x/10.9.0.2"))
        // flannel's way: a configuration in a configuration, in a file that Tartan's own names.
        try TestFile.makeFolder(node.folder + "/net.d")
        try TestFile.makeFolder(node.folder + "/more")
        let conf: JSONValue = ["type": "tartan", "confDir": .string(node.folder + "/more"), "name": "t"]
        try TestFile.write(conf.bytes, to: node.folder + "/net.d/00.conf")
        let flannel: JSONValue = [
            "type": "flannel", "delegate": ["ipam": ["type": "host-local", "dataDir": .string(place)]],
        ]
        try TestFile.write(flannel.bytes, to: node.folder + "/more/10.conf")
        let collected = try node.collect("--leases", environment: ["NETCONFPATH=\(node.folder)/net.d"])
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(!TestFile.exists(place + "/x/10.9.0.2"))
        try TestFile.write("nobody\r\neth0", to: place + "/x/10.9.0.3")
        #expect(try node.collect("--leases", "--conf-dir", node.folder + "/more").exitStatus == 0)
        #expect(!TestFile.exists(place + "/x/10.9.0.3"))
        // A finished record's.
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        try #require(try node.delete(pod).succeeded)
        try node.reserve("10.1.0.99", for: "nobody\r\neth0", network: "cluster")
        #expect(try node.collect("--leases").exitStatus == 0)
        #expect(node.reservations().isEmpty)
    }

    @Test("the addresses of a record that was closed by hand stay while its sandbox is there")
    func forgotten() throws {
        let node = try Node()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        let forgotten = try node.collect("--forget", pod.containerID)
        #expect(forgotten.outcome.text.contains("go on using it\n  \(pod.netns)\n"), "\(forgotten)")
        #expect(try node.collect("--leases").exitStatus == 0)
        #expect(node.reservations() == ["cluster/10.1.0.2"])
        try node.host.removeNamespace(of: pod)
        #expect(try node.collect("--leases").exitStatus == 0)
        #expect(node.reservations().isEmpty)
    }

    @Test("with a wrong command line it is not run")
    func usage() throws {
        let node = try node()
        try node.reserve("10.9.0.2", for: "nobody\r\neth0")
        let answer = try node.collect("--leases", "--forget", "x")
        #expect(answer.exitStatus == 2)
        #expect(answer.errorOutput.contains("--forget runs nothing"), "\(answer)")
        #expect(node.reservations() == ["old/10.9.0.2"])
    }
}
