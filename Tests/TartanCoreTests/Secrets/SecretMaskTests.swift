import ExactJSON
import TartanStore
import Testing

@testable import TartanCore

@Suite("Secrets") struct SecretMaskTests {
    @Test("values of secret keys are hidden at every depth, and passwords in addresses")
    func masked() throws {
        let value = try JSONParser.parse(
            """
            {"type":"x","apiKey":"1","API_TOKEN":5,"nested":[{"psk":["a","b"],"client-secret":null,"keyed":"shown"}],
            "private_key":{"a":1},"url":"http://u:p@h:1/x?a=b@c","plain":"http://h:1/@","useToken":true}
            """, limit: 1000)
        #expect(
            SecretMask.masked(value).text
                == #"{"type":"x","apiKey":"(hidden)","API_TOKEN":"(hidden)","nested":[{"psk":"(hidden)","client-secret":null,"#
                + #""keyed":"shown"}],"private_key":"(hidden)","url":"http://u:(hidden)@h:1/x?a=b@c","#
                + #""plain":"http://h:1/@","useToken":true}"#)
    }

    @Test("further keys of a plugin count in its object and all inside it, in any spelling, and in no other plugin's")
    func pluginKeys() throws {
        let keys = SecretKeys(["x": ["community", "Join-Phrase"], "other": ["name"]])
        let value = try JSONParser.parse(
            """
            {"plugins":[{"type":"x","community":"one","name":"shown","in":{"JOINphrase":["two"],"ipam":{"type":"y"}}},
            {"type":"y","community":"shown"}]}
            """, limit: 1000)
        #expect(
            SecretMask.masked(value, keys).text
                == #"{"plugins":[{"type":"x","community":"(hidden)","name":"shown","in":{"JOINphrase":"(hidden)","#
                + #""ipam":{"type":"y"}}},{"type":"y","community":"shown"}]}"#)
        #expect(SecretMask.secrets(in: value, keys) == ["one", "two"])
        #expect(SecretMask.secrets(in: value).isEmpty)
    }

    @Test("secrets are hidden in all strings of a value")
    func quotedInValue() throws {
        let value = try JSONParser.parse(#"{"a hunter2":["hunter2",1,{"b":"x hunter2"}]}"#, limit: 1000)
        #expect(
            QuotedSecrets(["hunter2"]).hidden(in: value).text
                == #"{"a (hidden)":["(hidden)",1,{"b":"x (hidden)"}]}"#)
    }

    @Test("what is collected is what is hidden")
    func collected() throws {
        let value = try JSONParser.parse(
            """
            {"type":"x","apiKey":"one","token":5.0,"nested":[{"psk":["two",{"name":"three"}],"secret":null,"a":"no"}],
            "url":"http://u:f%C3%BCnf@h:1/x","plain":"http://h:1/@","useToken":true,"ü://":"ü://a:six@b"}
            """, limit: 1000)
        #expect(SecretMask.secrets(in: value) == ["one", "5.0", "two", "three", "f%C3%BCnf", "six"])
    }

    @Test(
        "secrets are hidden in a text as they are and as JSON",
        arguments: [
            ("token hunter2, again hunter2", "token (hidden), again (hidden)"), ("hunter", "hunter"), ("", ""),
            ("hunter2hunter2", "(hidden)(hidden)"), ("hunter2000 and hunter20", "(hidden) and (hidden)0"),
            (#"{"a":"q\"<&>"}"#, #"{"a":"(hidden)"}"#), (#"q"<&> q\"\u003c\u0026\u003e"#, "(hidden) (hidden)"),
            ("grün ist die pässe", "grün ist die (hidden)"), ("abc", "abc"), ("a\u{1}b hunter2", "a\u{1}b (hidden)"),
        ])
    func hidden(text: String, expected: String) {
        let secrets = QuotedSecrets(["hunter2", "hunter2000", "abc", "q\"<&>", "pässe", "", "hunter2"])
        #expect(secrets.hidden(in: text) == expected)
    }

    @Test("an attachment's secrets are those of its whole chain; a configuration that can't be read has none")
    func attachment() {
        func plugin(_ configuration: String) -> JournalPlugin {
            JournalPlugin(type: "x", path: "/x", configuration: configuration)
        }
        let record = JournalAttachment(
            network: "n", listName: "n", interface: "net1", version: "1.0.0", origin: "o", isDefault: false,
            disableCheck: false, disableGC: false, defaultRoute: nil,
            plugins: [plugin(#"{"password":"first"}"#), plugin("{"), plugin(#"{"runtimeConfig":{"psk":"second"}}"#)])
        #expect(QuotedSecrets(of: record) == QuotedSecrets(["second", "first"]))
    }
}
