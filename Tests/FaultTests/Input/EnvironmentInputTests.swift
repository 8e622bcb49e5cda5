import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// The environment of a call: the sandbox and the names in it.
@Suite struct EnvironmentInputTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let change: @Sendable (inout TartanCall) -> Void
        let message: [String]

        var testDescription: String { name }
    }

    static let faults: [Fault] = [
        Fault(name: "no interface", change: { $0.interface = nil }, message: ["CNI_IFNAME"]),
        Fault(
            name: "a long interface", change: { $0.interface = "abcdefghijklmnop" },
            message: ["CNI_IFNAME", "\"abcdefghijklmnop\"", "15"]),
        Fault(name: "a slash", change: { $0.interface = "../x" }, message: ["CNI_IFNAME", "\"../x\""]),
        Fault(name: "a colon", change: { $0.interface = "a:b" }, message: ["CNI_IFNAME", "\"a:b\""]),
        Fault(name: "a dot", change: { $0.interface = "." }, message: ["CNI_IFNAME", "\".\""]),
        Fault(name: "a blank", change: { $0.interface = "a b" }, message: ["CNI_IFNAME", "\"a b\""]),
        Fault(name: "no container", change: { $0.containerID = nil }, message: ["CNI_CONTAINERID"]),
        Fault(
            name: "a container outside", change: { $0.containerID = "../../etc" },
            message: ["CNI_CONTAINERID", "\"../../etc\""]),
        Fault(
            name: "no arguments' sign", change: { $0.arguments = "K8S_POD_NAME" }, message: ["CNI_ARGS", "KEY=VALUE"]),
        Fault(name: "unknown arguments", change: { $0.arguments = "COLOUR=red" }, message: ["CNI_ARGS", "COLOUR"]),
        Fault(
            name: "a namespace outside",
            change: { $0.arguments = "IgnoreUnknown=1;K8S_POD_NAMESPACE=../..;K8S_POD_NAME=web" },
            message: ["K8S_POD_NAMESPACE", "../.."]),
        Fault(
            name: "a pod outside",
            change: { $0.arguments = "IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=../web" },
            message: ["K8S_POD_NAME", "../web"]),
        Fault(name: "no path", change: { $0.path = "" }, message: ["CNI_PATH"]),
        Fault(name: "an unknown command", change: { $0.command = "ATTACH" }, message: ["CNI_COMMAND", "\"ATTACH\""]),
    ]

    @Test("a variable that is missing or wrong is error 4 before anything is done", arguments: faults)
    func wrong(fault: Fault) throws {
        let node = try Node()
        let pod = try node.host.pod()
        var call = node.call("ADD", pod)
        fault.change(&call)
        let answer = try node.run(call)
        try node.expectRefusal(answer, code: 4, message: fault.message, pod, journalled: false)
    }

    struct Place: Sendable, CustomTestStringConvertible {
        let path: String?
        let message: String

        var testDescription: String { path ?? "none" }
    }

    static let places: [Place] = [
        Place(path: nil, message: "CNI_NETNS"),
        Place(path: "", message: "CNI_NETNS"),
        Place(path: "/proc/1/ns/net", message: "the host's own network namespace"),
        Place(path: "/proc/self/ns/net", message: "the host's own network namespace"),
        Place(path: "/run/netns/nobody", message: "no network namespace"),
        Place(path: "/etc/hostname", message: "no network namespace"),
        Place(path: "/run", message: "no network namespace"),
        Place(path: "/proc/1/ns/mnt", message: "no network namespace"),
    ]

    @Test("ADD and CHECK refuse what is no sandbox before anything is started", arguments: places)
    func noSandbox(place: Place) throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        try node.addAndCheck(pod, changing: { $0.netns = place.path }) { answer in
            try node.expectRefusal(
                answer, code: 4, message: ["default/web: ", place.message], pod, journalled: false)
        }
    }

    @Test("DEL of what is no sandbox any more hands delegates an empty CNI_NETNS", arguments: places)
    func deleteWithoutSandbox(place: Place) throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        var call = node.call("DEL", pod)
        call.netns = place.path
        let answer = try node.run(call)
        #expect(answer.succeeded, "\(answer)")
        // Without a path of the runtime's, the record's is still good; an empty one says that there is none.
        let expected = place.path == nil ? pod.netns : ""
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_NETNS"] } == [expected])
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("DEL hands delegates no namespace of somebody else under the sandbox's old path")
    func otherNamespace() throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        try node.removeAndMakeAgain(pod)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_NETNS"] } == [""])
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("CHECK of a namespace that isn't the record's knows no such attachment")
    func checkOtherNamespace() throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        try node.removeAndMakeAgain(pod)
        node.expectError(try node.check(pod), code: 3, message: ["default/web: ", "eth0"])
        #expect(try node.calls("base").map(\.command) == ["ADD"])
    }
}

extension Node {
    /// Another namespace under the same path. The old one is kept alive, so that its inode isn't given anew.
    func removeAndMakeAgain(_ pod: TestPod) throws {
        try host.shell(
            """
            ip netns exec \(pod.name) sleep 60 </dev/null >/dev/null 2>&1 &
            ip netns delete \(pod.name)
            ip netns add \(pod.name)
            """)
    }
}
