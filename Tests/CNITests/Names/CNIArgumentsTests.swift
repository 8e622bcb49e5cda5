import CNI
import Testing

@Suite("CNI_ARGS") struct CNIArgumentsTests {
    private static let known = ["K8S_POD_NAME", "IP"]

    @Test("pairs are read in any order; the last of a repeated key counts")
    func pairs() throws {
        let arguments = try CNIArguments("IP=10.0.0.9;K8S_POD_NAME=web;IgnoreUnknown=1;IP=10.0.0.10;EMPTY=")
        #expect(arguments.pairs.map(\.key) == ["IP", "K8S_POD_NAME", "IgnoreUnknown", "IP", "EMPTY"])
        #expect(arguments.pairs.map(\.value) == ["10.0.0.9", "web", "1", "10.0.0.10", ""])
        #expect(arguments["IP"] == "10.0.0.10")
        #expect(arguments["EMPTY"] == "")
        #expect(arguments["ip"] == nil)
    }

    @Test("the empty text has no pairs")
    func empty() throws {
        #expect(try CNIArguments("").pairs.isEmpty)
    }

    @Test(
        "a piece that is not KEY=VALUE is refused and named",
        arguments: [
            ("A=b=c", "A=b=c"), ("A=1;", ""), (";A=1", ""), ("A=1;;B=2", ""), ("A=1;word;B=2", "word"),
            ("=value", "=value"),
            ("=", "="), (" ", " "),
        ])
    func malformed(text: String, piece: String) {
        #expect(throws: CNIArguments.Malformed.piece(piece)) { try CNIArguments(text) }
    }

    @Test(
        "unknown keys pass with IgnoreUnknown",
        arguments: [
            "IgnoreUnknown=1;X=1", "X=1;IgnoreUnknown=true", "IgnoreUnknown=TRUE;X=1",
            "IgnoreUnknown=0;IgnoreUnknown=1;X=1",
        ])
    func ignored(text: String) throws {
        try CNIArguments(text).requireKnown(Self.known)
    }

    @Test("known keys pass without it", arguments: ["", "IP=1", "K8S_POD_NAME=a;IP=1", "IgnoreUnknown=0;IP=1"])
    func allKnown(text: String) throws {
        try CNIArguments(text).requireKnown(Self.known)
    }

    @Test(
        "unknown keys without it are refused, each named",
        arguments: [
            ("X=1", ["X"]), ("X=1;IP=1;Y=2", ["X", "Y"]), ("ip=1", ["ip"]),
            ("IgnoreUnknown=1;X=1;IgnoreUnknown=False", ["X"]),
            ("ignoreunknown=1", ["ignoreunknown"]),
        ])
    func unknown(text: String, keys: [String]) throws {
        let arguments = try CNIArguments(text)
        #expect(throws: CNIArguments.Malformed.unknownKeys(keys)) { try arguments.requireKnown(Self.known) }
    }

    @Test("IgnoreUnknown with another value is refused", arguments: ["yes", "2", "on", " 1"])
    func flag(value: String) throws {
        let arguments = try CNIArguments("IgnoreUnknown=\(value)")
        #expect(throws: CNIArguments.Malformed.ignoreUnknown(value)) { try arguments.requireKnown(Self.known) }
    }

    @Test("each error says what is wrong in one sentence")
    func sentences() {
        #expect(CNIArguments.Malformed.piece("a\nb").description == "\"a\\nb\" in CNI_ARGS is not KEY=VALUE")
        #expect(
            CNIArguments.Malformed.unknownKeys(["A", "B"]).description
                == "CNI_ARGS has the unknown keys A, B and no IgnoreUnknown=1")
        #expect(
            CNIArguments.Malformed.ignoreUnknown("x").description
                == "IgnoreUnknown in CNI_ARGS is \"x\", expected 1 or 0")
    }
}
