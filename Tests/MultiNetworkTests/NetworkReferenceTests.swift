import CNI
import MultiNetwork
import Testing

@Suite("Names of networks") struct NetworkReferenceTests {
    @Test(
        "labels of lower-case letters, digits and hyphens are names, with dots between them",
        arguments: ["a", "0", "a-b", "a.b", "v4.storage-2.example", String(repeating: "a", count: 253)])
    func names(name: String) throws {
        #expect(try NetworkReference(namespace: "infra", name: name).description == "infra/" + name)
    }

    @Test(
        "anything else is refused with the rule that it breaks",
        arguments: [
            ("", "is empty"), (".", "has a dot at an end or two in a row"),
            ("..", "has a dot at an end or two in a row"),
            ("a..b", "has a dot at an end or two in a row"), ("a.", "has a dot at an end or two in a row"),
            ("-a", "has a \"-\" where a letter or digit must begin or end"),
            ("a.b-", "has a \"-\" where a letter or digit must begin or end"),
            ("A", "has characters other than lower-case letters, digits, \"-\" and \".\""),
            ("a/b", "has characters other than lower-case letters, digits, \"-\" and \".\""),
            ("a\n", "has characters other than lower-case letters, digits, \"-\" and \".\""),
            ("ä", "has characters other than lower-case letters, digits, \"-\" and \".\""),
            (String(repeating: "a", count: 254), "has 254 bytes; Kubernetes allows 253"),
        ])
    func refusedNames(name: String, rule: String) {
        #expect(throws: InvalidName(name, rule)) { try NetworkReference(namespace: "infra", name: name) }
    }

    @Test(
        "a namespace is one label of at most 63 bytes",
        arguments: [
            ("", "is empty"), ("a.b", "has characters other than lower-case letters, digits and \"-\""),
            ("..", "has characters other than lower-case letters, digits and \"-\""),
            ("a-", "has a \"-\" where a letter or digit must begin or end"),
            (String(repeating: "a", count: 64), "has 64 bytes; Kubernetes allows 63"),
        ])
    func refusedNamespaces(namespace: String, rule: String) {
        #expect(throws: InvalidName(namespace, rule)) { try NetworkReference(namespace: namespace, name: "a") }
    }

    @Test("a text is a name or a namespace and a name")
    func text() throws {
        #expect(try NetworkReference("a", defaultNamespace: "shop").description == "shop/a")
        #expect(try NetworkReference("infra/a", defaultNamespace: "shop").description == "infra/a")
        #expect(throws: InvalidName("", "is empty")) { try NetworkReference("/a", defaultNamespace: "shop") }
        #expect(throws: InvalidName.self) { try NetworkReference("a/b/c", defaultNamespace: "shop") }
    }
}
