import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Definitions of networks in the store, and everything of them that can be wrong: refused before anything is started.
@Suite struct DefinitionInputTests {
    struct Config: Sendable, CustomTestStringConvertible {
        let text: String
        var code = 7
        let message: [String]

        init(_ text: String, code: Int = 7, _ message: String...) {
            self.text = text
            self.code = code
            self.message = message
        }

        var testDescription: String { String(text.prefix(60)) }
    }

    static let configs: [Config] = [
        Config("{\"cniVersion\": \"1.0.0\"", code: 6, "not JSON"),
        Config("nonsense", code: 6, "not JSON"),
        Config("[]", code: 6, "an array"),
        Config("{}", "neither \"type\" nor \"plugins\""),
        Config("{\"plugins\": []}", "\"plugins\" is an empty list"),
        Config("{\"plugins\": {}}", "plugins", "an object"),
        Config("{\"plugins\": [5]}", "a number"),
        Config("{\"plugins\": [{}]}", "no \"type\""),
        Config("{\"type\": 5}", "a number"),
        Config("{\"type\": \"\"}", "type"),
        Config("{\"type\": \"../bin/sh\"}", "../bin/sh"),
        Config("{\"type\": \"/bin/sh\"}", "/bin/sh"),
        Config("{\"type\": \"..\"}", "\"..\""),
        Config("{\"type\": \"a/b\"}", "a/b"),
        Config("{\"type\": \"lan\", \"ipam\": {\"type\": \"../x\"}}", "\"../x\"", "\"/\""),
        Config("{\"type\": \"lan\", \"ipam\": {\"type\": \"..\"}}", "\"..\""),
        Config("{\"type\": \"tartan\"}", "Tartan itself"),
        Config("{\"type\": \"nowhere\"}", "nowhere"),
        Config("{\"type\": \"lan\", \"cniVersion\": \"9.9.9\"}", code: 1, "\"9.9.9\""),
        Config("{\"type\": \"lan\", \"cniVersion\": 1}", "cniVersion"),
        Config("{\"type\": \"lan\", \"name\": \"../up\"}", "../up"),
        Config("{\"type\": \"lan\", \"name\": 5}", "name"),
        Config("{\"type\": \"lan\", \"capabilities\": \"mac\"}", "capabilities"),
        Config(
            "{\"type\": \"lan\", \"capabilities\": {\"mac\": \"yes\"}}",
            "\"capabilities\" of the plugin \"lan\" (the configuration) has \"mac\": \"yes\", expected true or false"),
        Config("{\"plugins\": [{\"type\": \"lan\"}], \"disableCheck\": \"maybe\"}", "disableCheck"),
    ]

    @Test("a wrong configuration is an error that names pod, network and what is wrong", arguments: configs)
    func wrong(config: Config) throws {
        let node = try Node.withScriptedCluster()
        try node.scripted("lan")
        try node.network("lan", config: config.text)
        let pod = try node.host.pod()
        let answer = try node.add(pod, "lan")
        try node.expectRefusal(
            answer, code: config.code, message: ["default/web: ", "network default/lan"] + config.message, pod)
        #expect(try node.calls("base").isEmpty)
        #expect(try node.calls("lan").isEmpty)
    }

    @Test("a definition of more than 1 MiB is refused")
    func tooLarge() throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        let padding = String(repeating: "x", count: 1_000_000)
        try node.scripted("lan")
        try node.network("lan", node.single("lan", ["type": "lan", "padding": .string(padding)]))
        #expect(try node.add(pod, "lan").succeeded)
        #expect(try node.delete(pod, "lan").succeeded)

        let more = node.single("lan", ["type": "lan", "padding": .string(padding + padding)])
        try TestFile.write(definition(config: more.text).bytes, to: file(node))
        try node.expectRefusal(
            try node.add(pod, "lan"), code: 7, message: ["default/web: ", "networks/default/lan", "1048576"], pod)
    }

    struct Object: Sendable, CustomTestStringConvertible {
        let text: String
        let message: [String]

        init(_ text: String, _ message: String...) {
            self.text = text
            self.message = message
        }

        var testDescription: String { String(text.prefix(60)) }
    }

    static let objects: [Object] = [
        Object("", "not JSON"),
        Object("{", "not JSON"),
        Object("[]", "an object"),
        Object("{\"apiVersion\": \"k8s.cni.cncf.io/v1\", \"kind\": \"NetworkAttachmentDefinition\"}", "metadata"),
        Object(
            """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"namespace": "default", "name": "lan"}}
            """, "NetworkAttachmentDefinition"),
        Object(
            """
            {"apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
             "metadata": {"namespace": "infra", "name": "lan"}}
            """, "infra/lan"),
        Object(
            """
            {"apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
             "metadata": {"namespace": "default", "name": "lan"}, "spec": {"config": {"type": "lan"}}}
            """, "spec.config"),
    ]

    @Test("a file of the store that is no such definition is an error that names it", arguments: objects)
    func wrongObject(object: Object) throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        try TestFile.write(object.text, to: file(node))
        let pod = try node.host.pod()
        let answer = try node.add(pod, "lan")
        try node.expectRefusal(answer, code: 7, message: ["default/web: ", "default/lan"] + object.message, pod)
        #expect(try node.calls("base").isEmpty)
    }

    @Test(
        "a pod in the store that is none is an error that names its file", arguments: ["{", "[]", "{\"metadata\": 5}"])
    func wrongPod(text: String) throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        try node.storePod(pod, uid: nil, annotations: [:])
        try TestFile.write(text, to: node.store.root + "/pods/default/web")
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        try node.expectRefusal(answer, code: 7, message: ["default/web: ", "pods/default/web"], pod)
        #expect(try node.calls("base").isEmpty)
    }

    private func file(_ node: Node) -> String { node.store.root + "/networks/default/lan" }

    private func definition(config: String) -> JSONValue {
        [
            "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
            "metadata": ["namespace": "default", "name": "lan"], "spec": ["config": .string(config)],
        ]
    }
}
