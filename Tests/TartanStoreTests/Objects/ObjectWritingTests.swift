import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanStore
import Testing

@Suite struct ObjectWritingTests {
    private let test: TestStore

    init() throws {
        test = try TestStore()
    }

    @Test("writing says whether it made, changed or left something")
    func changes() throws {
        #expect(try test.store.putNetwork(Fixtures.storage) == .created)
        #expect(try test.store.putNetwork(Fixtures.storage) == .unchanged)
        #expect(try test.store.putNetwork(Fixtures.network("storage", in: "infra")) == .changed)
        #expect(try test.store.network("infra", "storage") == Fixtures.network("storage", in: "infra"))
    }

    @Test("a file laid out by hand stays while it says the same")
    func layout() throws {
        try test.write("networks/infra/storage", Fixtures.storage.indentedText)
        #expect(try test.store.putNetwork(Fixtures.storage) == .unchanged)
        #expect(try test.read("networks/infra/storage") == Array(Fixtures.storage.indentedText.utf8))
    }

    @Test("a file that can't be believed is replaced")
    func repaired() throws {
        try test.write("networks/infra/storage", "{", mode: 0o666)
        #expect(try test.store.putNetwork(Fixtures.storage) == .changed)
        #expect(try test.store.network("infra", "storage") == Fixtures.storage)
        #expect(try test.facts("networks/infra/storage").permissions == 0o600)
    }

    @Test("files are their owner's alone, and nothing temporary is left")
    func modes() throws {
        _ = try test.store.putPod(Fixtures.web)
        #expect(try test.facts("pods/shop").permissions == 0o700)
        #expect(try test.facts("pods/shop/web").permissions == 0o600)
        #expect(try Files.names(in: test.root + "/pods/shop", hidden: true) == ["web"])
    }

    @Test(
        "in a folder that a group shares, new files and folders are the group's to read", .enabled(if: geteuid() == 0))
    func group() throws {
        try #require(unsafe chown(test.root + "/networks", .max, 4343) == 0)
        try #require(unsafe chmod(test.root + "/networks", 0o750) == 0)
        let store = try Store.open(test.root, create: false)
        _ = try store.putNetwork(Fixtures.storage)
        for (path, mode) in [("networks/infra", 0o750), ("networks/infra/storage", 0o640)] {
            #expect(try test.facts(path).permissions == UInt32(mode))
            #expect(try test.facts(path).group == 4343)
        }
    }

    @Test("a pod is written without what Tartan has no business keeping")
    func trimmed() throws {
        var pod = try #require(Fixtures.web.object)
        pod["spec"] = ["containers": []]
        pod["metadata"] = [
            "name": "web", "generateName": "w-", "namespace": "shop",
            "annotations": ["k8s.v1.cni.cncf.io/networks": "infra/storage"],
            "uid": .string(Fixtures.podUID),
        ]
        #expect(try test.store.putPod(.object(pod)) == .created)
        #expect(try test.read("pods/shop/web") == Fixtures.web.bytes + [10])
    }

    @Test("an object without a namespace, of another kind or too large is refused and not written")
    func refused() throws {
        #expect(throws: StoreError.malformed(file: "the Pod", member: "metadata.namespace", expected: "a string")) {
            try test.store.putPod(["metadata": ["name": "web"]])
        }
        #expect(throws: StoreError.unexpectedKind(file: "the Pod", found: "Job of v1", expected: "Pod of v1")) {
            try test.store.putPod(["kind": "Job"])
        }
        let config = String(repeating: " ", count: Limits.definition)
        let file = test.root + "/networks/infra/storage"
        #expect(throws: StoreError.tooLarge(file: file, limit: Limits.definition)) {
            try test.store.putNetwork(Fixtures.network("storage", in: "infra", config: config))
        }
        #expect(try test.store.networks().isEmpty)
    }

    @Test("deleting says whether there was something, and takes the empty namespace along")
    func deletion() throws {
        _ = try test.store.putNetwork(Fixtures.storage)
        _ = try test.store.putPod(Fixtures.web)
        #expect(try test.store.deleteNetwork("infra", "storage"))
        #expect(try test.store.deleteNetwork("infra", "storage") == false)
        #expect(try test.store.deletePod("shop", "web"))
        #expect(try test.store.deletePod("elsewhere", "web") == false)
        #expect(!test.exists("networks/infra"))
        #expect(try test.store.putNetwork(Fixtures.storage) == .created)
    }

    @Test("lists are sorted, by namespace or over all, and pass over what is no object's name")
    func lists() throws {
        for key in [("b", "two"), ("a", "x"), ("b", "one"), ("a-b", "x")] {
            _ = try test.store.putPod(Fixtures.pod(key.1, in: key.0))
        }
        try test.write("pods/b/.tmp-1", "")
        try test.write("pods/b/one~", "")
        try test.write("pods/README", "")
        #expect(try test.store.pods().map(\.description) == ["a/x", "a-b/x", "b/one", "b/two"])
        #expect(try test.store.pods(namespace: "b").map(\.name) == ["one", "two"])
        #expect(try test.store.pods(namespace: "../b").isEmpty)
        #expect(try test.store.namespaces(holding: "x", .pod) == ["a", "a-b"])
        #expect(try test.store.namespaces(holding: "../x", .pod).isEmpty)
        #expect(try test.store.namespaces(holding: "x", .network).isEmpty)
    }

    @Test("temporary files go once they are older than an hour, in every folder that is written into")
    func temporaries() throws {
        let old = ["networks/a/.tmp-1", "pods/b/.tmp-2", "outbox/.tmp-3", ".tmp-4"]
        for file in old + ["pods/b/.keep", "pods/b/web"] { try test.write(file, "") }
        try test.store.removeOldTemporaries(now: Clock.wallMicroseconds + 3_590_000_000)
        #expect(old.allSatisfy { test.exists($0) })
        try test.store.removeOldTemporaries(now: Clock.wallMicroseconds + 3_610_000_000)
        #expect(!old.contains { test.exists($0) })
        #expect(test.exists("pods/b/.keep") && test.exists("pods/b/web"))
    }

    @Test("a read-only store is told apart from others, as DEL, CHECK and GC go on without")
    func notWritable() {
        for number in [EROFS, ENOSPC, EDQUOT, EACCES] {
            #expect(StoreError.system(SystemFailure("open", "/x", errorNumber: number)).isNotWritable)
        }
        #expect(StoreError.shortWrite(file: "/x", written: 1, of: 2).isNotWritable)
        #expect(!StoreError.system(SystemFailure("open", "/x", errorNumber: EIO)).isNotWritable)
        #expect(!StoreError.noStore("/x").isNotWritable)
    }
}
