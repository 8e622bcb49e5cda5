import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Definitions of networks in the store, and everything of them that can be wrong: refused before anything is started.
@Suite struct DefinitionInputTests {
    static let configs: [WrongText] = [
        WrongText("{\"cniVersion\": \"1.0.0\"", code: 6, "not JSON"),
        WrongText("nonsense", code: 6, "not JSON"),
        WrongText("[]", code: 6, "an array"),
        WrongText("{}", "neither \"type\" nor \"plugins\""),
        WrongText("{\"plugins\": []}", "\"plugins\" is an empty list"),
        WrongText("{\"plugins\": {}}", "plugins", "an object"),
        WrongText("{\"plugins\": [5]}", "a number"),
        WrongText("{\"plugins\": [{}]}", "no \"type\""),
        WrongText("{\"type\": 5}", "a number"),
        WrongText("{\"type\": \"\"}", "type"),
        WrongText("{\"type\": \"../bin/sh\"}", "../bin/sh"),
        WrongText("{\"type\": \"/bin/sh\"}", "/bin/sh"),
        WrongText("{\"type\": \"..\"}", "\"..\""),
        WrongText("{\"type\": \"a/b\"}", "a/b"),
        WrongText("{\"type\": \"lan\", \"ipam\": {\"type\": \"../x\"}}", "\"../x\"", "\"/\""),
        WrongText("{\"type\": \"lan\", \"ipam\": {\"type\": \"..\"}}", "\"..\""),
        WrongText("{\"type\": \"tartan\"}", "Tartan itself"),
        WrongText("{\"type\": \"nowhere\"}", "nowhere"),
        WrongText("{\"type\": \"lan\", \"cniVersion\": \"9.9.9\"}", code: 1, "\"9.9.9\""),
        WrongText("{\"type\": \"lan\", \"cniVersion\": 1}", "cniVersion"),
        WrongText("{\"type\": \"lan\", \"name\": \"../up\"}", "../up"),
        WrongText("{\"type\": \"lan\", \"name\": 5}", "name"),
        WrongText("{\"type\": \"lan\", \"capabilities\": \"mac\"}", "capabilities"),
        WrongText(
            "{\"type\": \"lan\", \"capabilities\": {\"mac\": \"yes\"}}",
            "\"capabilities\" of the plugin \"lan\" (the configuration) has \"mac\": \"yes\", expected true or false"),
        WrongText("{\"plugins\": [{\"type\": \"lan\"}], \"disableCheck\": \"maybe\"}", "disableCheck"),
    ]

    @Test("a wrong configuration is an error that names pod, network and what is wrong", arguments: configs)
    func wrong(config: WrongText) throws {
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

    static let objects: [WrongText] = [
        WrongText("", "not JSON"),
        WrongText("{", "not JSON"),
        WrongText("[]", "an object"),
        WrongText("{\"apiVersion\": \"k8s.cni.cncf.io/v1\", \"kind\": \"NetworkAttachmentDefinition\"}", "metadata"),
        WrongText(
            """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"namespace": "default", "name": "lan"}}
            """, "NetworkAttachmentDefinition"),
        WrongText(
            """
            {"apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
             "metadata": {"namespace": "infra", "name": "lan"}}
            """, "infra/lan"),
        WrongText(
            """
            {"apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
             "metadata": {"namespace": "default", "name": "lan"}, "spec": {"config": {"type": "lan"}}}
            """, "spec.config"),
    ]

    @Test("a file of the store that is no such definition is an error that names it", arguments: objects)
    func wrongObject(object: WrongText) throws {
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
