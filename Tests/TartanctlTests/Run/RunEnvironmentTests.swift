import Foundation
import TestKit
import Testing

@Suite struct RunEnvironmentTests {
    private let arguments =
        "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_INFRA_CONTAINER_ID=\(RunFixture.sandbox)"
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"

    @Test(
        "ADD, CHECK and DEL name sandbox, namespace, interface and pod as containerd does",
        arguments: ["ADD", "CHECK", "DEL"])
    func sandboxCommands(command: String) throws {
        let fixture = try RunFixture()
        #expect(try fixture.ofWeb(command).status == 0)
        #expect(
            try fixture.plugin.call().specified == [
                "CNI_COMMAND": command, "CNI_CONTAINERID": RunFixture.sandbox, "CNI_NETNS": "/run/netns/demo",
                "CNI_IFNAME": "eth0", "CNI_ARGS": arguments + ";K8S_POD_UID=" + uid,
                "CNI_PATH": RunFixture.searchPath,
            ])
    }

    @Test(
        "GC and STATUS get the variables of a sandbox empty, as the reference library has them",
        arguments: ["GC", "STATUS"])
    func otherCommands(command: String) throws {
        let fixture = try RunFixture()
        #expect(try fixture.ofWeb(command).status == 0)
        #expect(
            try fixture.plugin.call().specified == [
                "CNI_COMMAND": command, "CNI_CONTAINERID": "", "CNI_NETNS": "", "CNI_IFNAME": "", "CNI_ARGS": "",
                "CNI_PATH": RunFixture.searchPath,
            ])
    }

    @Test("VERSION is asked for as the reference library asks, and needs no configuration")
    func version() throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer("VERSION", #"{"cniVersion":"1.1.0","supportedVersions":["1.1.0"]}"#)
        let outcome = try fixture.run("VERSION", config: "/nowhere/at-all")
        #expect(outcome.status == 0)
        #expect(outcome.output == #"{"cniVersion":"1.1.0","supportedVersions":["1.1.0"]}"# + "\n")
        let call = try fixture.plugin.call()
        #expect(
            call.specified == [
                "CNI_COMMAND": "VERSION", "CNI_CONTAINERID": "", "CNI_NETNS": "dummy", "CNI_IFNAME": "dummy",
                "CNI_ARGS": "", "CNI_PATH": "dummy",
            ])
        #expect(call.input == #"{"cniVersion":"1.1.0"}"#)
    }

    @Test("a pod that is stored without uid is named without one")
    func withoutUID() throws {
        let fixture = try RunFixture(uid: nil)
        #expect(try fixture.ofWeb("ADD").status == 0)
        #expect(try fixture.plugin.call().environment["CNI_ARGS"] == arguments)
    }

    @Test("the caller's CNI_ variables are not passed on, its others are, each once")
    func inherited() throws {
        var fixture = try RunFixture()
        fixture.tartanctl.environment.merge(
            ["CNI_ARGS": "K8S_POD_NAME=other", "CNI_NETNS": "/x", "CNI_OWN": "1", "CILIUM_SOCK": "/run/c", "EMPTY": ""]
        ) { $1 }
        #expect(try fixture.ofWeb("ADD").status == 0)
        let call = try fixture.plugin.call()
        #expect(call.environment["CNI_OWN"] == nil)
        #expect(call.environment["CNI_NETNS"] == "/run/netns/demo")
        #expect(call.environment["CILIUM_SOCK"] == "/run/c")
        #expect(call.environment["EMPTY"] == "")
        #expect(Set(call.variables).count == call.variables.count)
        #expect(call.environment.count == call.variables.count)
    }

    @Test("--ifname names the interface, -n the namespace of a pod without one")
    func names() throws {
        let fixture = try RunFixture()
        let outcome = try fixture.run("add", "--pod", "web", "-n", "shop", "--netns", "demo", "--ifname", "net7")
        #expect(outcome.status == 0)
        #expect(try fixture.plugin.call().environment["CNI_IFNAME"] == "net7")
        #expect(try fixture.plugin.call().environment["CNI_ARGS"]?.hasPrefix(arguments) == true)
    }

    @Test("relative folders of CNI_PATH mean the caller's, although the plugin is started elsewhere")
    func relativeSearchPath() throws {
        var fixture = try RunFixture()
        fixture.tartanctl.environment["CNI_PATH"] = "bin:/usr/lib/cni"
        #expect(try fixture.ofWeb("ADD").status == 0)
        #expect(try fixture.plugin.call().environment["CNI_PATH"] == "\(fixture.folder.path)/bin:/usr/lib/cni")
    }
}
