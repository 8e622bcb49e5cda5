import CNI
import ExactJSON
import Testing

@testable import TartanCore

@Suite("What a plugin gets on stdin") struct ConfigurationRewriterTests {
    /// Rewrites the first plugin of a configuration.
    private static func rewrite(
        _ text: String, name: String = "list", requests: [CapabilityRequest] = [], arguments: String? = nil
    ) throws -> (text: String, capabilities: [String]) {
        let configuration = try NetworkConfiguration(text: Array(text.utf8), limit: 1 << 20)
        let network = FoundNetwork(
            statusName: "ns/n", configuration: configuration, source: "s", nameWasInjected: false, listName: name)
        let members = try arguments.map { try JSONParser.parse($0, limit: 1 << 20).object ?? JSONObject() }
        let rewriter = ConfigurationRewriter(network: network, requests: requests, arguments: members)
        let rewritten = rewriter.rewrite(try #require(configuration.plugins.first))
        return (JSONValue.object(rewritten.configuration).text, rewritten.capabilities)
    }

    private static func request(_ capability: String, _ json: String, key: String? = nil) throws -> CapabilityRequest {
        CapabilityRequest(capability: capability, value: try JSONParser.parse(json, limit: 1 << 20), key: key)
    }

    @Test("name and version of the list are written into each plugin")
    func nameAndVersion() throws {
        let list = #"{"cniVersion":"0.4.0","cniVersions":["1.0.0"],"name":"n","plugins":[{"type":"a"}]}"#
        #expect(try Self.rewrite(list).text == #"{"type":"a","cniVersion":"1.0.0","name":"list"}"#)
        let single = #"{"cniVersion":"0.3.1","name":"old","type":"a"}"#
        #expect(try Self.rewrite(single).text == #"{"cniVersion":"0.3.1","name":"list","type":"a"}"#)
        #expect(try Self.rewrite(#"{"type":"a"}"#).text == #"{"type":"a","cniVersion":"0.2.0","name":"list"}"#)
    }

    @Test("what Tartan writes itself, and what the runtime must not hand on, is taken out, however often it stands")
    func removed() throws {
        let text = #"""
            {"plugins":[{"capabilities":{"a":true},"x":1,"prevResult":{"ips":[]},"runtimeConfig":{"a":1},"cni.dev/x":1,"type":"t",
             "cni.dev/valid-attachments":[],"capabilities":{},"prevResult":null,"y":2,"runtimeConfig":7,"cniVersion":"9","cniVersion":"8"}]}
            """#
        let rewritten = try Self.rewrite(text)
        #expect(rewritten.text == #"{"x":1,"type":"t","y":2,"cniVersion":"0.2.0","name":"list"}"#)
        #expect(rewritten.capabilities == [])
    }

    @Test("everything else stays as it was written: order, spelling of numbers and strings, repeated keys")
    func kept() throws {
        let text = #"""
            {"z":1.0,"type":"t","mtu":1500.00e0,"big":123456789012345678901234567890,"dup":1,"dup":{"a":[ ]},"esc":"\u0041\/","é":null,
             "cni.develop":1,"Capabilities":{"b":true},"args":{"other":1}}
            """#
        #expect(
            try Self.rewrite(text).text
                == #"{"z":1.0,"type":"t","mtu":1500.00e0,"big":123456789012345678901234567890,"dup":1,"dup":{"a":[]},"#
                + #""esc":"\u0041\/","é":null,"cni.develop":1,"Capabilities":{"b":true},"args":{"other":1},"#
                + #""cniVersion":"0.2.0","name":"list"}"#)
    }

    @Test("a value goes to a plugin that declares the capability with true, and to no other")
    func declared() throws {
        let requests = try [
            Self.request("mac", "\"02:00:00:00:00:01\"", key: "mac"), Self.request("x.y/z", "{\"a\":1.0}"),
            Self.request("ips", "[]"), Self.request("no", "1"),
        ]
        let text = #"{"type":"t","capabilities":{"x.y/z":true,"mac":true,"ips":false,"no":null}}"#
        let rewritten = try Self.rewrite(text, requests: requests)
        #expect(
            rewritten.text
                == #"{"type":"t","cniVersion":"0.2.0","name":"list","runtimeConfig":{"mac":"02:00:00:00:00:01","x.y/z":{"a":1.0}}}"#
        )
        #expect(rewritten.capabilities == ["mac", "x.y/z"])
    }

    @Test("of two values for one capability the later counts: the annotation's over the runtime's")
    func later() throws {
        let requests = try [Self.request("mac", "\"a\""), Self.request("mac", "\"b\"", key: "mac")]
        #expect(
            try Self.rewrite(#"{"type":"t","capabilities":{"mac":true}}"#, requests: requests).text
                == #"{"type":"t","cniVersion":"0.2.0","name":"list","runtimeConfig":{"mac":"b"}}"#)
    }

    @Test(
        "cni-args are put over args.cni, member by member",
        arguments: [
            (
                #"{"type":"t"}"#,
                #"{"type":"t","cniVersion":"0.2.0","name":"list","args":{"cni":{"a":1.0,"b":{"c":[]}}}}"#
            ),
            (
                #"{"args":{"x":1,"cni":{"b":0,"d":2}},"type":"t"}"#,
                #"{"args":{"x":1,"cni":{"b":{"c":[]},"d":2,"a":1.0}},"type":"t","cniVersion":"0.2.0","name":"list"}"#
            ),
            (
                #"{"args":{"cni":{"a":0,"a":1}},"type":"t"}"#,
                #"{"args":{"cni":{"a":1.0,"b":{"c":[]}}},"type":"t","cniVersion":"0.2.0","name":"list"}"#
            ),
            (
                #"{"args":7,"type":"t"}"#,
                #"{"args":{"cni":{"a":1.0,"b":{"c":[]}}},"type":"t","cniVersion":"0.2.0","name":"list"}"#
            ),
            (
                #"{"args":{"cni":null},"type":"t"}"#,
                #"{"args":{"cni":{"a":1.0,"b":{"c":[]}}},"type":"t","cniVersion":"0.2.0","name":"list"}"#
            ),
        ])
    func arguments(text: String, expected: String) throws {
        #expect(try Self.rewrite(text, arguments: #"{"a":1.0,"b":{"c":[]}}"#).text == expected)
    }
}

@Suite("What is added to a recorded configuration") struct DelegateInputTests {
    private static func text(_ configuration: String, _ members: [(String, JSONValue)]) -> String {
        let bytes = DelegateInput.bytes(
            configuration, adding: members.map { JSONObject.Member(key: $0.0, value: $0.1) })
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("members are put before the last brace; not a byte before changes")
    func spliced() {
        #expect(
            Self.text(#"{"a": 1.0 ,"é":"\u0041"}"#, [("prevResult", ["x": 1])])
                == #"{"a": 1.0 ,"é":"\u0041","prevResult":{"x":1}}"#)
        #expect(Self.text(#"{"a":1}"#, [("b", 2), ("c", [])]) == #"{"a":1,"b":2,"c":[]}"#)
    }

    @Test("an empty object gets no comma")
    func empty() {
        #expect(Self.text("{}", [("b", 2)]) == #"{"b":2}"#)
    }

    @Test("nothing to add leaves the bytes as they are")
    func nothing() {
        #expect(Self.text(#"{"a":1}"#, []) == #"{"a":1}"#)
        #expect(DelegateInput.bytes(#"{"a":1}"#, prevResult: nil) == Array(#"{"a":1}"#.utf8))
        #expect(DelegateInput.bytes(#"{"a":1}"#, prevResult: .null) == Array(#"{"a":1,"prevResult":null}"#.utf8))
    }
}
