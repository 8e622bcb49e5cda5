import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Disks that are full, read-only or gone: an ADD fails before it starts anything, the rest goes on.
@Suite struct DiskTests {
    /// Everything below /run/small, without the lock files that stay.
    private func files(_ node: Node) throws -> [String] {
        try node.host.shell("cd /run/small; find records history -mindepth 1 | sort").split(separator: "\n").map(
            String.init)
    }

    @Test("ADD onto a full disk is error 5 before the first binary, and leaves nothing")
    func fullAdd() throws {
        let node = try Node.withScriptedCluster()
        let (path, _) = try node.smallDisk()
        let pod = try node.host.pod()
        try node.host.shell("cat /dev/zero >\(path)/filler || true")
        let full = node.with(["store": .string(path)])
        let answer = try full.add(pod)
        node.expectError(answer, code: 5, message: ["default/web: ", path], details: ["Nothing was"])
        #expect(try node.calls("base").isEmpty)
        #expect(try files(node) == [])
        #expect(try full.delete(pod).succeeded)
        try node.host.shell("rm \(path)/filler")
        #expect(try full.add(pod).succeeded)
        #expect(try full.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    /// Sizes of what is left free, so that the disk is full at each line of the journal in turn.
    @Test("a disk that becomes full during an ADD undoes it", arguments: [8192, 12288])
    func fullDuringAdd(free: Int) throws {
        let node = try Node.withScriptedCluster()
        let (path, _) = try node.smallDisk()
        let words = String(repeating: "x", count: 1500)
        for name in ["one", "two", "three", "four"] {
            try node.scripted(
                name, ["ADD": ["interface": true, "stderr": .string(words)], "DEL": ["removeInterface": true]])
        }
        let full = node.with([
            "store": .string(path), "clusterNetwork": .null,
            "delegates": .array(
                ["one", "two", "three", "four"].map { node.single($0, ["type": .string($0)]) }),
        ])
        let pod = try node.host.pod()
        try node.host.shell("mkdir -p \(path)/records/\(pod.containerID); chmod -R go= \(path)/records")
        try node.host.shell("cat /dev/zero >\(path)/filler || true; truncate -s -\(free) \(path)/filler")
        let answer = try full.add(pod)
        node.expectError(answer, code: 5, message: ["default/web: ", path])
        let calls = try node.order("one", "two", "three", "four")
        #expect(!calls.isEmpty)
        let added = calls.filter { $0.hasPrefix("ADD") }
        #expect(calls == added + added.reversed().map { "DEL" + $0.dropFirst(3) })
        #expect(try node.host.links(in: pod.name) == [])
        #expect(try node.host.links() == [])
        // What can't be written may stay open; a DEL then closes it.
        #expect(try full.delete(pod).succeeded)
        #expect(try files(node).filter { $0.hasPrefix("records") } == [])
    }

    @Test("DEL and CHECK work on a full or a read-only disk", arguments: ["full", "read-only"])
    func fullDelete(how: String) throws {
        let node = try Node.withScriptedCluster()
        let (path, outside) = try node.smallDisk()
        let small = node.with(["store": .string(path)])
        let pod = try node.host.pod()
        #expect(try small.add(pod).succeeded)
        try node.host.shell(
            how == "full" ? "cat /dev/zero >\(path)/filler || true" : "mount -o remount,ro \(path)")
        let checked = try small.check(pod)
        #expect(checked.succeeded, "\(checked)")
        let deleted = try small.delete(pod)
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.calls("base").map(\.command) == ["ADD", "CHECK", "DEL"])
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(try small.delete(pod).succeeded)
        if how == "full" {
            #expect(try outside.records().isEmpty)
        } else {
            #expect(deleted.errorOutput.contains("Read-only file system"))
            let other = try node.host.pod("other")
            node.expectError(
                try small.add(other), code: 5, message: ["default/other: ", path, "Read-only file system"])
        }
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(try node.calls("base", "ADD").count == 1)
        // As soon as it can be written again, a DEL closes the record.
        if how == "read-only" { try node.host.shell("mount -o remount,rw \(path)") }
        #expect(try small.delete(pod).succeeded)
        #expect(try outside.records().isEmpty)
    }

    @Test("on a read-only disk a failing DEL is tried again, and what is attached elsewhere isn't touched")
    func failingReadOnlyDelete() throws {
        let node = try Node.withScriptedCluster()
        let (path, _) = try node.smallDisk()
        let small = node.with(["store": .string(path)])
        let pod = try node.host.pod()
        #expect(try small.add(pod).succeeded)
        try node.host.shell("mount -o remount,ro \(path)")
        try node.setScript("base", ["DEL": [["exit": 1], ["removeInterface": true]]])
        node.expectError(try small.delete(pod), code: 999, message: ["default/web: network cluster (eth0): base"])
        #expect(try small.delete(pod).succeeded)
        #expect(try node.host.links(in: pod.name).isEmpty)
    }

    @Test("a store that was deleted between ADD and DEL: what configuration and annotations name is detached")
    func deletedStore() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        try node.host.shell("rm -r \(node.store.root)/records \(node.store.root)/history")
        let answer = try node.delete(pod, "lan")
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.order("base", "lan").suffix(2) == ["DEL lan net1", "DEL base eth0"])
        for type in ["base", "lan"] { #expect(try node.calls(type, "DEL")[0].environment["CNI_NETNS"] == pod.netns) }
        #expect(try node.host.links(in: pod.name).isEmpty)

        // And with the definitions gone as well, the cluster network.
        #expect(try node.add(pod).succeeded)
        try node.host.shell("rm -r \(node.store.root)")
        #expect(try node.delete(pod, "lan").succeeded)
        #expect(try node.order("base", "lan").last == "DEL base eth0")
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(try node.refusals().isEmpty)
    }
}
