import CNI
import ExactJSON
import Glibc
import TartanStore
import Testing

@Suite struct ObjectReadingTests {
    private let test: TestStore

    init() throws {
        test = try TestStore()
    }

    private var file: String { test.root + "/networks/infra/storage" }

    @Test("what nobody wrote is nil")
    func missing() throws {
        #expect(try test.store.network("infra", "storage") == nil)
        try test.write("networks/infra", "a file where a namespace should be")
        #expect(try test.store.network("infra", "storage") == nil)
    }

    @Test("what kubectl prints can be written into the folder by any tool")
    func byHand() throws {
        try test.write("networks/infra/storage", Fixtures.storage.indentedText, mode: 0o644)
        #expect(try test.store.network("infra", "storage") == Fixtures.storage)
    }

    @Test("kind and apiVersion may be left out by hand")
    func bare() throws {
        try test.write("networks/infra/storage", #"{"metadata":{"namespace":"infra","name":"storage"}}"#)
        #expect(try test.store.network("infra", "storage")?["metadata"]?["name"] == "storage")
    }

    @Test("a pod has lost all but its namespace, name, uid, labels and annotations")
    func trimmed() throws {
        let metadata =
            #"{"generateName":"w-","labels":{"a":"b"},"annotations":{"x":"y"},"uid":"u","name":"web","namespace":"shop"}"#
        try test.write("pods/shop/web", #"{"status":{},"spec":{},"kind":"Pod","metadata":"# + metadata + "}")
        let expected: JSONValue = [
            "apiVersion": "v1", "kind": "Pod",
            "metadata": [
                "namespace": "shop", "name": "web", "uid": "u", "labels": ["a": "b"], "annotations": ["x": "y"],
            ],
        ]
        #expect(try test.store.pod("shop", "web") == expected)
    }

    @Test("a file that is no JSON is refused by name and place")
    func broken() throws {
        try test.write("networks/infra/storage", "{\n  'a': 1}")
        #expect {
            try test.store.network("infra", "storage")
        } throws: { error in
            guard case .notJSON(file, let cause) = error as? StoreError else { return false }
            return cause.cause == .singleQuotes && cause.position == TextPosition(line: 2, column: 3)
        }
    }

    @Test(
        "a file whose inside is not what its path says is refused by name",
        arguments: [("infra", "other"), ("shop", "storage")])
    func misplaced(namespace: String, name: String) throws {
        try test.write("networks/infra/storage", Fixtures.network(name, in: namespace).text)
        let error = StoreError.misplaced(file: file, found: namespace + "/" + name, expected: "infra/storage")
        #expect(throws: error) { try test.store.network("infra", "storage") }
    }

    @Test(
        "a member that is missing or of the wrong type is named",
        arguments: [
            ("[]", "the whole", "an object"), ("{}", "metadata", "an object"),
            (#"{"metadata":[]}"#, "metadata", "an object"),
            (#"{"metadata":{"name":"storage"}}"#, "metadata.namespace", "a string"),
            (#"{"metadata":{"namespace":"infra","name":1}}"#, "metadata.name", "a string"),
        ])
    func malformed(text: String, member: String, expected: String) throws {
        try test.write("networks/infra/storage", text)
        #expect(throws: StoreError.malformed(file: file, member: member, expected: expected)) {
            try test.store.network("infra", "storage")
        }
    }

    @Test(
        "a pod's annotations are an object and its uid a string",
        arguments: [
            (#""annotations":[]"#, "metadata.annotations", "an object"), (#""uid":1"#, "metadata.uid", "a string"),
        ])
    func malformedPod(member: String, name: String, expected: String) throws {
        try test.write("pods/shop/web", #"{"metadata":{"namespace":"shop","name":"web","# + member + "}}")
        #expect(throws: StoreError.malformed(file: test.root + "/pods/shop/web", member: name, expected: expected)) {
            try test.store.pod("shop", "web")
        }
    }

    @Test("an object of another kind or version is refused by name")
    func otherKind() throws {
        try test.write("networks/infra/storage", Fixtures.pod("storage", in: "infra").text)
        let expected = "NetworkAttachmentDefinition of k8s.cni.cncf.io/v1"
        #expect(throws: StoreError.unexpectedKind(file: file, found: "Pod of v1", expected: expected)) {
            try test.store.network("infra", "storage")
        }
    }

    @Test("the last of two equal keys counts")
    func duplicate() throws {
        let text = #"{"metadata":{"namespace":"no","name":"storage","namespace":"infra"}}"#
        try test.write("networks/infra/storage", text)
        #expect(try test.store.network("infra", "storage")?.text == text)
    }

    @Test("a file over the limit is refused by name")
    func tooLarge() throws {
        let config = String(repeating: " ", count: Limits.definition)
        try test.write("networks/infra/storage", Fixtures.network("storage", in: "infra", config: config).text)
        #expect(throws: StoreError.tooLarge(file: file, limit: Limits.definition)) {
            try test.store.network("infra", "storage")
        }
    }

    @Test("a file that everyone may write is refused by name")
    func writable() throws {
        try test.write("networks/infra/storage", Fixtures.storage.text, mode: 0o602)
        #expect(throws: StoreError.unsafe(file, .writableByEveryone)) { try test.store.network("infra", "storage") }
    }

    @Test(
        "a file of someone else's, or that a strange group may write, is refused by name", .enabled(if: geteuid() == 0))
    func foreign() throws {
        try test.write("networks/infra/storage", Fixtures.storage.text, mode: 0o660)
        try #require(unsafe chown(file, .max, 4343) == 0)
        #expect(throws: StoreError.unsafe(file, .writableByGroup(4343))) { try test.store.network("infra", "storage") }
        try #require(unsafe chown(file, 4242, .max) == 0)
        #expect(throws: StoreError.unsafe(file, .ownedBy(user: 4242))) { try test.store.network("infra", "storage") }
    }

    @Test("a pipe or folder in a file's place is refused and waited for by nobody")
    func pipe() throws {
        try test.write("networks/infra/x", "")
        try #require(unsafe mkfifo(file, 0o600) == 0)
        #expect(throws: StoreError.unsafe(file, .notAFile)) { try test.store.network("infra", "storage") }
        try #require(unsafe mkdir(test.root + "/networks/infra/folder", 0o700) == 0)
        #expect(throws: StoreError.unsafe(test.root + "/networks/infra/folder", .notAFile)) {
            try test.store.network("infra", "folder")
        }
    }
}
