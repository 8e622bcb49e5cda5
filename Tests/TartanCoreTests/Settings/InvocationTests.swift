import CNI
import LinuxSystem
import Testing

@testable import TartanCore

@Suite("The environment of a call") struct InvocationTests {
    private static func invocation(
        _ command: CNICommand, _ changes: [String: String?] = [:]
    ) throws(InvocationError) -> Invocation {
        var variables: [String: String] = [
            "CNI_CONTAINERID": "c0ffee", "CNI_NETNS": "/run/netns/p", "CNI_IFNAME": "eth0",
            "CNI_PATH": "/opt/cni/bin:/b",
            "CNI_ARGS": "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web-0.x;K8S_POD_UID=0f3d-A",
        ]
        for (name, value) in changes { variables[name] = value }
        let world = World(
            environment: variables.map { EnvironmentVariable($0.key, $0.value) }, readInput: { _ in [] },
            writeError: { _ in },
            ownExecutable: nil, ownName: "tartan", interruption: nil)
        return try Invocation(command: command, world)
    }

    @Test("a whole environment is read", arguments: [CNICommand.add, .check, .delete])
    func whole(command: CNICommand) throws {
        let invocation = try Self.invocation(command)
        #expect(invocation.command == command)
        #expect(invocation.containerID == "c0ffee")
        #expect(invocation.netns == "/run/netns/p")
        #expect(invocation.interface?.text == "eth0")
        #expect(invocation.searchPath == "/opt/cni/bin:/b")
        #expect(invocation.argumentsText.hasPrefix("IgnoreUnknown=1;"))
        #expect(invocation.pod == PodArguments(namespace: "shop", name: "web-0.x", uid: "0f3d-A"))
    }

    @Test("GC and STATUS need no sandbox", arguments: [CNICommand.garbageCollect, .status])
    func without(command: CNICommand) throws {
        let invocation = try Self.invocation(
            command, ["CNI_CONTAINERID": nil, "CNI_NETNS": nil, "CNI_IFNAME": nil, "CNI_ARGS": "rubbish"])
        #expect(invocation.interface == nil)
        #expect(invocation.containerID == "")
        #expect(invocation.pod == nil)
        #expect(invocation.searchPath == "/opt/cni/bin:/b")
    }

    @Test("all missing variables are named together, empty ones too")
    func missing() {
        let none: [String: String?] = ["CNI_CONTAINERID": nil, "CNI_NETNS": "", "CNI_IFNAME": nil]
        let all = InvocationError.missing(["CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME"])
        #expect(throws: all) { try Self.invocation(.add, none) }
        #expect(throws: all) { try Self.invocation(.check, none) }
        #expect(throws: InvocationError.missing(["CNI_CONTAINERID", "CNI_IFNAME"])) {
            try Self.invocation(.delete, none)
        }
        #expect(throws: InvocationError.missing(["CNI_NETNS"])) { try Self.invocation(.add, ["CNI_NETNS": nil]) }
        #expect(all.description == "The environment lacks CNI_CONTAINERID, CNI_NETNS, CNI_IFNAME")
    }

    @Test("a DEL needs no namespace, and nobody needs CNI_PATH and CNI_ARGS")
    func optional() throws {
        #expect(try Self.invocation(.delete, ["CNI_NETNS": nil]).netns == "")
        let bare = try Self.invocation(.add, ["CNI_PATH": nil, "CNI_ARGS": nil])
        #expect(bare.searchPath == "")
        #expect(bare.pod == nil)
    }

    @Test("of a variable that stands twice the last counts")
    func repeated() throws {
        let world = World(
            environment: [EnvironmentVariable("A", "1"), EnvironmentVariable("A", "2")], readInput: { _ in [] },
            writeError: { _ in }, ownExecutable: nil, ownName: "tartan", interruption: nil)
        #expect(world.variable("A") == "2")
        #expect(world.variable("B") == nil)
        #expect(EnvironmentVariable(text: "A=b=c") == EnvironmentVariable("A", "b=c"))
        #expect(EnvironmentVariable(text: "A") == nil)
    }

    @Test("ids and names that could lead out of a folder are refused", arguments: [CNICommand.add, .check, .delete])
    func invalid(command: CNICommand) {
        let begin = "does not begin with a letter or digit"
        #expect(throws: InvocationError.invalid(variable: "CNI_CONTAINERID", InvalidName("../x", begin))) {
            try Self.invocation(command, ["CNI_CONTAINERID": "../x"])
        }
        #expect(throws: InvocationError.invalid(variable: "CNI_IFNAME", InvalidName("a/b", "contains \"/\""))) {
            try Self.invocation(command, ["CNI_IFNAME": "a/b"])
        }
    }

    @Test(
        "arguments that can't be read are refused by ADD and CHECK; DEL goes on without a pod",
        arguments: [
            ("A=b=c", InvocationError.arguments(.piece("A=b=c"))), ("X=1", .arguments(.unknownKeys(["X"]))),
            ("IgnoreUnknown=maybe", .arguments(.ignoreUnknown("maybe"))),
            ("K8S_POD_NAMESPACE=..;K8S_POD_NAME=a", .podName(key: "K8S_POD_NAMESPACE", value: "..")),
            ("K8S_POD_NAMESPACE=a.b;K8S_POD_NAME=a", .podName(key: "K8S_POD_NAMESPACE", value: "a.b")),
            ("K8S_POD_NAMESPACE=Shop;K8S_POD_NAME=a", .podName(key: "K8S_POD_NAMESPACE", value: "Shop")),
            ("K8S_POD_NAMESPACE=shop;K8S_POD_NAME=a/b", .podName(key: "K8S_POD_NAME", value: "a/b")),
            ("K8S_POD_NAMESPACE=shop;K8S_POD_NAME=../a", .podName(key: "K8S_POD_NAME", value: "../a")),
            ("K8S_POD_NAMESPACE=shop;K8S_POD_NAME=a..b", .podName(key: "K8S_POD_NAME", value: "a..b")),
            ("K8S_POD_NAMESPACE=shop;K8S_POD_NAME=-a", .podName(key: "K8S_POD_NAME", value: "-a")),
            (
                "K8S_POD_NAMESPACE=\(String(repeating: "a", count: 64));K8S_POD_NAME=a",
                .podName(key: "K8S_POD_NAMESPACE", value: String(repeating: "a", count: 64))
            ),
            (
                "K8S_POD_NAMESPACE=a;K8S_POD_NAME=\(String(repeating: "a", count: 254))",
                .podName(key: "K8S_POD_NAME", value: String(repeating: "a", count: 80))
            ),
        ])
    func arguments(text: String, error: InvocationError) throws {
        for command in [CNICommand.add, .check] {
            #expect(throws: error) { try Self.invocation(command, ["CNI_ARGS": text]) }
        }
        // The key that nobody knows says nothing about the pod.
        #expect(try Self.invocation(.delete, ["CNI_ARGS": text]).pod == nil)
        #expect(try Self.invocation(.delete, ["CNI_ARGS": text]).argumentsText == text)
    }

    @Test("a DEL reads its pod among unknown keys")
    func deletePod() throws {
        let invocation = try Self.invocation(.delete, ["CNI_ARGS": "X=1;K8S_POD_NAME=a;K8S_POD_NAMESPACE=b"])
        #expect(invocation.pod == PodArguments(namespace: "b", name: "a", uid: nil))
        #expect(invocation.pod?.fullName == "b/a")
    }

    @Test(
        "arguments without namespace or name are of no pod",
        arguments: [
            "", "K8S_POD_NAME=a", "K8S_POD_NAMESPACE=b", "K8S_POD_NAME=;K8S_POD_NAMESPACE=b", "IP=10.0.0.9;MAC=x",
        ])
    func noPod(text: String) throws {
        #expect(try Self.invocation(.add, ["CNI_ARGS": text]).pod == nil)
    }

    @Test("a uid that can't be one counts as none", arguments: ["a/b", "..", "a_b", String(repeating: "a", count: 65)])
    func badUID(uid: String) throws {
        let text = "K8S_POD_NAME=a;K8S_POD_NAMESPACE=b;K8S_POD_UID=\(uid)"
        #expect(try Self.invocation(.add, ["CNI_ARGS": text]).pod == PodArguments(namespace: "b", name: "a", uid: nil))
    }

    @Test("an empty uid is none, the last of a repeated key counts")
    func uid() throws {
        let text = "K8S_POD_NAME=a;K8S_POD_NAMESPACE=b;K8S_POD_UID=;K8S_POD_NAME=c"
        #expect(try Self.invocation(.add, ["CNI_ARGS": text]).pod == PodArguments(namespace: "b", name: "c", uid: nil))
    }
}
