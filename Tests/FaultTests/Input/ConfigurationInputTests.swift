import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Tartan's own configuration, as a hostile or careless hand may have written it.
@Suite struct ConfigurationInputTests {
    /// The next step of whatever is wrong in the configuration itself.
    static let advice = "docs/configuration.md has a row for each key."

    static let brokenInputs: [WrongText] = [
        WrongText("", code: 6, "not JSON"),
        WrongText("{", code: 6, "not JSON"),
        WrongText("{\"name\": \"tartan\",}", code: 6, "not JSON"),
        WrongText("{} {}", code: 6, "not JSON"),
        WrongText(String(repeating: "[", count: 100_000), code: 6, "not JSON"),
        WrongText("[]", code: 6, "an array"),
        WrongText("\"tartan\"", code: 6, "a string"),
        WrongText("{}", code: 7, "no \"name\""),
    ]

    @Test("standard input that is no configuration is an error that names the pod", arguments: brokenInputs)
    func broken(input: WrongText) throws {
        let node = try Node()
        let pod = try node.host.pod()
        for command in ["ADD", "CHECK", "DEL"] {
            var call = node.call(command, pod)
            call.rawInput = Array(input.text.utf8)
            let answer = try node.run(call)
            try node.expectRefusal(
                answer, code: input.code, message: ["default/web: "] + input.message, details: [Self.advice], pod,
                journalled: false)
        }
    }

    @Test("standard input of more than 4 MiB is refused")
    func tooLarge() throws {
        let node = try Node()
        let pod = try node.host.pod()
        var call = node.with(["padding": .string(String(repeating: "x", count: 4 << 20))]).call("ADD", pod)
        try node.expectRefusal(
            try node.run(call), code: 5, message: ["default/web: ", "standard input"], details: ["4194304"], pod,
            journalled: false)
        call = node.with(["padding": .string(String(repeating: "x", count: 3 << 20))]).call("ADD", pod)
        #expect(try node.run(call).succeeded)
    }

    struct Key: Sendable, CustomTestStringConvertible {
        let key: String
        let value: JSONValue
        /// What the message says after the value.
        let expected: String

        var testDescription: String { "\(key): \(value.text)" }
    }

    static let wrong: [Key] = [
        Key(key: "clusterNetwork", value: 5, expected: "a string"),
        Key(key: "clusterNetwork", value: ["a"], expected: "a string"),
        Key(key: "delegates", value: "lan", expected: "a list"),
        Key(key: "defaultNetworks", value: [5], expected: "a list of strings"),
        Key(key: "systemNamespaces", value: [""], expected: "a list of strings"),
        Key(key: "namespaceIsolation", value: "yes", expected: "true or false"),
        Key(key: "globalNamespaces", value: ["a"], expected: "a string"),
        Key(key: "confDir", value: "conf", expected: "an absolute path"),
        Key(key: "binDir", value: true, expected: "a string"),
        Key(key: "store", value: "store", expected: "an absolute path"),
        Key(key: "runtimeConfig", value: [], expected: "an object"),
        Key(key: "capabilities", value: "portMappings", expected: "an object"),
        Key(key: "result", value: "all", expected: "one of \"merged\", \"primary\""),
        Key(key: "unknownPod", value: 1, expected: "one of"),
        Key(key: "delegateTimeout", value: "soon", expected: "a number of seconds"),
        Key(key: "delegateTimeout", value: 0, expected: "a number of seconds"),
        Key(key: "readinessTimeout", value: -1, expected: "a number of seconds"),
        Key(key: "statusWait", value: "3601s", expected: "an hour"),
        Key(key: "fetchCommand", value: "fetch", expected: "a list of strings"),
        Key(key: "agentSocket", value: "agent.sock", expected: "an absolute path"),
        Key(key: "logFile", value: 3, expected: "a string"),
        Key(key: "logLevel", value: "loud", expected: "one of \"panic\", \"error\""),
    ]

    @Test(
        "a known key with a wrong type or value is an error that names key, value and what is expected",
        arguments: wrong)
    func wrongType(key: Key) throws {
        let node = try Node()
        let pod = try node.host.pod()
        let changed = node.with(.object(JSONObject([JSONObject.Member(key: key.key, value: key.value)])))
        let answer = try changed.run(changed.call("ADD", pod, annotations: nil))
        try node.expectRefusal(
            answer, code: 7,
            message: ["default/web: ", "\"\(key.key)\": \(key.value.text), expected ", key.expected],
            details: [Self.advice], pod, journalled: false)
    }

    @Test("a name that can't be one is refused", arguments: ["a/b", "../up", "a b", "a:b", "-a"])
    func name(name: String) throws {
        let node = try Node()
        let pod = try node.host.pod()
        let answer = try node.with(["name": .string(name)]).add(pod)
        try node.expectRefusal(
            answer, code: 7, message: ["default/web: The name of Tartan's network, \"\(name)\" "],
            details: [Self.advice], pod,
            journalled: false)
    }

    @Test("a version that Tartan doesn't know is error 1", arguments: ["2.0.0", "1.2.0", "0.5.0", "one"])
    func version(version: String) throws {
        let node = try Node()
        let pod = try node.host.pod()
        let answer = try node.with(["cniVersion": .string(version)]).add(pod)
        try node.expectRefusal(
            answer, code: 1, message: ["default/web: ", "\"\(version)\"", "not supported"], details: [Self.advice], pod,
            journalled: false)
    }

    @Test("a call that its version doesn't have is error 1")
    func command() throws {
        let node = try Node()
        let pod = try node.host.pod()
        let check = try node.with(["cniVersion": "0.3.1"]).check(pod)
        let raise = "raise \"cniVersion\" in Tartan's configuration"
        try node.expectRefusal(
            check, code: 1, message: ["CHECK", "0.3.1", "0.4.0"], details: [raise], pod, journalled: false)
        for command in ["GC", "STATUS"] {
            let answer = try node.run(node.call(command, nil))
            try node.expectRefusal(
                answer, code: 1, message: [command, "1.0.0", "1.1.0"], details: [raise], pod, journalled: false)
        }
    }

    @Test("without cluster network nothing is attached")
    func noClusterNetwork() throws {
        let node = try Node().with(["clusterNetwork": .null])
        let pod = try node.host.pod()
        try node.expectRefusal(
            try node.add(pod), code: 7, message: ["default/web: ", "clusterNetwork", "delegates"],
            details: ["\"clusterNetwork\":"], pod)
    }

    @Test("a cluster network that can't be used is an error that names its file")
    func clusterNetwork() throws {
        let node = try Node()
        let pod = try node.host.pod()
        let file = node.configurationFolder + "/10-cluster.conflist"
        try TestFile.write("{\"name\": \"cluster\"", to: file)
        try node.expectRefusal(
            try node.add(pod), code: 7,
            message: ["default/web: ", "network cluster", "\"cluster\"", node.configurationFolder],
            details: [file, "not JSON"], pod)
        try node.expectRefusal(
            try node.with(["clusterNetwork": .string(file)]).add(pod), code: 6,
            message: ["default/web: ", file, "not JSON"], details: ["Correct it there"], pod)
        try node.expectRefusal(
            try node.with(["clusterNetwork": "/nowhere.conflist"]).add(pod), code: 5,
            message: ["default/web: ", "/nowhere.conflist", "No such file"], details: ["Put the file there"], pod)
        try node.expectRefusal(
            try node.with(["clusterNetwork": "a/b/c"]).add(pod), code: 7, message: ["default/web: ", "a/b/c"],
            details: ["NAMESPACE/NAME"], pod)
    }
}
