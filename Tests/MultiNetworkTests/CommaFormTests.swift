import CNI
import ExactJSON
import MultiNetwork
import Testing

@Suite("The comma form of the networks annotation") struct CommaFormTests {
    private func parse(_ annotation: String) throws -> [NetworkSelection] {
        try NetworkSelection.parse(annotation, podNamespace: "shop")
    }

    @Test("a name, a namespace and an interface are read, white space around each is passed over")
    func items() throws {
        let selections = try parse(" storage ,\ninfra/legacy-lan@lan0,\tinfra / v4.example @ net.7 ,shop/storage\n")
        #expect(selections.map { $0.element } == [1, 2, 3, 4])
        #expect(
            selections.map { $0.reference.description } == [
                "shop/storage", "infra/legacy-lan", "infra/v4.example", "shop/storage",
            ])
        #expect(selections.map { $0.interface?.text } == [nil, "lan0", "net.7", nil])
        #expect(
            selections.map { $0.text } == ["storage", "infra/legacy-lan@lan0", "infra/v4.example@net.7", "storage"])
        #expect(selections.allSatisfy { $0.capabilityArguments.isEmpty && $0.cniArgs == nil && $0.defaultRoute == nil })
    }

    @Test("the same network twice is two attachments")
    func twice() throws {
        #expect(try parse("storage,storage").map { $0.reference.name } == ["storage", "storage"])
    }

    @Test(
        "a blank annotation selects nothing",
        arguments: ["", " ", "\n\t \r\n", "\u{FEFF}", "[]", " [ ] \n", "\u{FEFF}[]"])
    func nothing(annotation: String) throws {
        #expect(try parse(annotation).isEmpty)
    }

    @Test(
        "what is wrong is refused with element, value, rule and place",
        arguments: [
            SelectionRefusal("a,,b", "element 2: it is empty: there is a comma too many (line 1, column 3)"),
            SelectionRefusal("a,", "element 2: it is empty: there is a comma too many (line 1, column 2)"),
            SelectionRefusal("a, \n", "element 2: it is empty: there is a comma too many (line 1, column 3)"),
            SelectionRefusal(",a", "element 1: it is empty: there is a comma too many (line 1, column 1)"),
            SelectionRefusal(
                "a,\n x/y/z",
                "element 2: \"x/y/z\" has more than one \"/\"; an item is [namespace/]name[@interface] (line 2, column 5)"
            ),
            SelectionRefusal(
                "a@b@c",
                "element 1: \"a@b@c\" has more than one \"@\"; an item is [namespace/]name[@interface] (line 1, column 4)"
            ),
            SelectionRefusal(
                "Storage",
                "element 1: the name \"Storage\" has characters other than lower-case letters, digits, \"-\" and \".\" "
                    + "(line 1, column 1)"),
            SelectionRefusal(
                "a, x y",
                "element 2: the name \"x y\" has characters other than lower-case letters, digits, \"-\" and \".\" "
                    + "(line 1, column 4)"),
            SelectionRefusal("infra/", "element 1: the name \"\" is empty (line 1, column 6)"),
            SelectionRefusal("/a", "element 1: the namespace \"\" is empty (line 1, column 1)"),
            SelectionRefusal("@lan0", "element 1: the name \"\" is empty (line 1, column 1)"),
            SelectionRefusal("a@", "element 1: the interface name \"\" is empty (line 1, column 2)"),
            SelectionRefusal("..", "element 1: the name \"..\" has a dot at an end or two in a row (line 1, column 1)"),
            SelectionRefusal(
                "-a",
                "element 1: the name \"-a\" has a \"-\" where a letter or digit must begin or end (line 1, column 1)"),
            SelectionRefusal(
                "in.fra/a",
                "element 1: the namespace \"in.fra\" has characters other than lower-case letters, digits and \"-\" "
                    + "(line 1, column 1)"),
            SelectionRefusal(
                "a@a-name-of-16-byx",
                "element 1: the interface name \"a-name-of-16-byx\" has 16 bytes; Linux allows 15 (line 1, column 3)"),
            SelectionRefusal("a@x/y", "element 1: the interface name \"x/y\" contains \"/\" (line 1, column 3)"),
            SelectionRefusal("a@..", "element 1: the interface name \"..\" is a folder's name (line 1, column 3)"),
            SelectionRefusal(
                "a@lan0,b@lan0",
                "element 2, key \"interface\": element 1 asks for \"lan0\" too (line 1, column 10)"),
            SelectionRefusal(
                "\"storage\"",
                "element 1: \"\"\" belongs to the JSON form, which begins with \"[\"; the comma form has items such as "
                    + "storage, infra/storage and storage@lan0 (line 1, column 1)"),
            SelectionRefusal(
                "a,b:{x}",
                "element 2: \"{\" belongs to the JSON form, which begins with \"[\"; the comma form has items such as "
                    + "storage, infra/storage and storage@lan0 (line 1, column 5)"),
            SelectionRefusal(
                " null",
                "the annotation: null is not a list of networks; write [{\"name\": \"storage\"}], or [] for none "
                    + "(line 1, column 2)"),
            SelectionRefusal(
                "a\u{1b}[31m,b",
                "element 1: \"[\" belongs to the JSON form, which begins with \"[\"; the comma form has items such as "
                    + "storage, infra/storage and storage@lan0 (line 1, column 3)"),
            SelectionRefusal(
                "a\u{1b}",
                "element 1: the name \"a\\u{1b}\" has characters other than lower-case letters, digits, \"-\" and \".\" "
                    + "(line 1, column 1)"),
            SelectionRefusal(
                "ab,\u{301}c",
                "element 2: the name \"\u{301}c\" has characters other than lower-case letters, digits, \"-\" and \".\" "
                    + "(line 1, column 4)"),
        ])
    func refused(refusal: SelectionRefusal) throws {
        try refusal.check()
    }

    @Test("64 networks are allowed, 65 are not")
    func count() throws {
        let names = { (count: Int) in Array(repeating: "a", count: count).joined(separator: ",") }
        #expect(try parse(names(64)).count == 64)
        let error = try #require(throws: SelectionError.self, performing: { try parse(names(65)) })
        #expect(error.cause == .tooMany(limit: 64))
        #expect(error.element == 65)
        #expect(error.position == TextPosition(line: 1, column: 129))
    }

    @Test("an annotation over 256 KiB is refused unread")
    func size() throws {
        let error = try #require(
            throws: SelectionError.self, performing: { try parse(String(repeating: " ", count: (256 << 10) + 1)) })
        #expect(error.description == "the annotation: it is larger than 262144 bytes (line 1, column 1)")
        #expect(try parse(String(repeating: " ", count: 256 << 10)).isEmpty)
    }

    @Test("a long value is shortened in the message")
    func shortened() throws {
        let name = String(repeating: "a", count: 300)
        let error = try #require(throws: SelectionError.self, performing: { try parse(name) })
        #expect(error.value == String(repeating: "a", count: 64) + "…")
        #expect(error.cause == .invalidName(.name, rule: "has 300 bytes; Kubernetes allows 253"))
    }
}
