import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// The networks annotation, and everything of it that can be wrong: refused before anything is started.
@Suite struct AnnotationInputTests {
    static let inputs: [WrongText] = [
        WrongText("[{\"name\": \"lan\"", "annotation k8s.v1.cni.cncf.io/networks", "not JSON"),
        WrongText("[5]", "element 1", "a number"),
        WrongText("[{\"name\": 5}]", "element 1", "\"name\"", "a number"),
        WrongText("[{\"namespace\": \"infra\"}]", "element 1", "\"name\"", "missing"),
        WrongText("[{\"name\": \"lan\", \"interface\": 5}]", "element 1", "\"interface\"", "a number"),
        WrongText("[{\"name\": \"lan\", \"ips\": \"10.0.0.5\"}]", "element 1", "\"ips\"", "a string"),
        WrongText("[{\"name\": \"lan\", \"mac\": \"nonsense\"}]", "element 1", "\"mac\"", "nonsense"),
        WrongText(
            "{\"name\": \"lan\"}", "annotation k8s.v1.cni.cncf.io/networks", "an object is not a list of networks"),
        WrongText("lan,", "element 2", "a comma too many"),
        WrongText("lan@abcdefghijklmnop", "element 1", "abcdefghijklmnop", "15"),
        WrongText(
            "[{\"name\": \"lan\", \"interface\": \"abcdefghijklmnop\"}]", "\"interface\"", "abcdefghijklmnop", "15"),
        WrongText("[{\"name\": \"lan\", \"interface\": \"../x\"}]", "\"interface\"", "../x"),
        WrongText("[{\"name\": \"lan\", \"interface\": \"..\"}]", "\"interface\"", "\"..\""),
        WrongText("[{\"name\": \"../../records\"}]", "element 1", "../../records"),
        WrongText("[{\"name\": \"lan\", \"namespace\": \"../infra\"}]", "\"namespace\"", "../infra"),
        WrongText("../lan", "element 1", ".."),
        WrongText("lan@x0,lan@x0", "element 2", "element 1", "x0"),
        WrongText("lan@eth0", "interface eth0 is wanted twice", "cluster network", "element 1: lan@eth0"),
        WrongText("lan@net2,lan", "interface net2 is wanted twice", "element 1: lan@net2", "element 2: lan"),
        WrongText("nowhere", "network default/nowhere does not exist", "element 1"),
        WrongText("lan,infra/lan", "network infra/lan does not exist", "element 2"),
    ]

    /// Pain 23: #414, #42, #635.
    /// Pain 26: #1195, #308, #731.
    @Test("a wrong annotation is error 7 that names pod, element, key and value", arguments: inputs)
    func wrong(input: WrongText) throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        let answer = try node.add(pod, input.text)
        try node.expectRefusal(answer, code: 7, message: ["default/web: "] + input.message, pod)
        #expect(try node.calls("base").isEmpty)
        // What is wrong then is wrong at DEL too, which has nothing to do and says so.
        #expect(try node.delete(pod, input.text).succeeded)
        #expect(try node.calls("base").isEmpty)
    }

    @Test("an annotation of more than 256 KiB is refused")
    func tooLarge() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        let text = "lan" + String(repeating: " ", count: (256 << 10) - 3)
        try node.expectRefusal(
            try node.add(pod, text + " "), code: 7, message: ["default/web: ", "larger than 262144 bytes"], pod)
        #expect(try node.calls("base").isEmpty)
        let added = try node.add(pod, text)
        #expect(added.succeeded, "\(added)")
        #expect(added.sandboxInterfaces == ["eth0", "net1"])
    }

    @Test(
        "64 attachments are allowed to a pod, its cluster network included; one more is refused",
        arguments: [63, 64, 65])
    func tooMany(networks: Int) throws {
        let node = try Node.withScriptedCluster([:])
        try node.scriptedNetwork("lan", [:])
        let pod = try node.host.pod()
        let answer = try node.add(pod, Array(repeating: "lan", count: networks).joined(separator: ","))
        if networks == 63 {
            #expect(answer.succeeded, "\(answer)")
            #expect(try node.calls("lan").count == 63)
            #expect(try node.delete(pod).succeeded)
            #expect(try node.leftBehind(pod).isEmpty)
        } else {
            try node.expectRefusal(answer, code: 7, message: ["default/web: ", "64"], pod)
            #expect(try node.calls("base").isEmpty)
        }
    }

    struct Handed: Sendable, CustomTestStringConvertible {
        let value: JSONValue
        let message: String

        var testDescription: String { value.text }
    }

    static let handedOver: [Handed] = [
        Handed(value: [], message: "an array"),
        Handed(value: "lan", message: "a string"),
        Handed(value: ["k8s.v1.cni.cncf.io/networks": 5], message: "a number"),
        Handed(value: ["k8s.v1.cni.cncf.io/networks": [["name": "lan"]]], message: "an array"),
    ]

    @Test("annotations that are no map of strings are refused", arguments: handedOver)
    func notAMap(handed: Handed) throws {
        let node = try Node.withScriptedCluster().with([
            "runtimeConfig": ["io.kubernetes.cri.pod-annotations": handed.value]
        ])
        let pod = try node.host.pod()
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        try node.expectRefusal(answer, code: 7, message: ["default/web: ", "annotations", handed.message], pod)
        #expect(try node.calls("base").isEmpty)
    }
}
