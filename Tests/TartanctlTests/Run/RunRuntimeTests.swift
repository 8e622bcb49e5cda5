import ExactJSON
import Foundation
import Testing

@Suite struct RunRuntimeTests {
    private func order(_ fixture: RunFixture) throws -> [String] {
        try fixture.plugin.calls().map { "\($0.command) \($0.environment["CNI_NETNS"] ?? "")" }
    }

    @Test("containerd calls ADD alone and takes the addresses of eth0")
    func containerd() throws {
        let fixture = try RunFixture()
        let outcome = try fixture.ofWeb("ADD", "--as", "containerd")
        #expect(outcome.status == 0)
        #expect(try order(fixture) == ["ADD /run/netns/demo"])
        #expect(outcome.output == RunFixture.result + "\n\ncontainerd takes for the pod's addresses: 10.244.1.7\n")
    }

    @Test("CRI-O calls CHECK after ADD, and takes every address: those of other interfaces are warned of")
    func crio() throws {
        let fixture = try RunFixture()
        let outcome = try fixture.ofWeb("ADD", "--as", "crio")
        #expect(outcome.status == 0)
        #expect(try order(fixture) == ["ADD /run/netns/demo", "CHECK /run/netns/demo"])
        #expect(try fixture.plugin.call().json["runtimeConfig"] != nil)
        #expect(
            outcome.output == RunFixture.result + """


                CRI-O takes for the pod's addresses: 10.244.1.7 10.30.0.9
                warning: 10.30.0.9 is not on eth0. Set "result": "primary" for CRI-O.

                """)
    }

    @Test("a result of the cluster network alone is nothing to warn of")
    func primary() throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer(
            "ADD",
            #"{"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"}],"ips":[{"address":"10.1.0.2/24","#
                + #""interface":0},{"address":"fd00::2/64"}]}"#)
        let outcome = try fixture.ofWeb("ADD", "--as", "crio")
        #expect(outcome.output.hasSuffix("\nCRI-O takes for the pod's addresses: 10.1.0.2 fd00::2\n"))
    }

    @Test("a CHECK that fails after CRI-O's ADD is the answer")
    func failedCheck() throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer("CHECK", RunFixture.refusal, then: "exit 1")
        let outcome = try fixture.ofWeb("ADD", "--as", "crio")
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("error: shop/web: no such thing\n"))
        #expect(try fixture.ofWeb("ADD", "--as", "crio", "-o", "json").output == RunFixture.refusal)
    }

    @Test("a failed ADD is checked by nobody")
    func failedAdd() throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer("ADD", RunFixture.refusal, then: "exit 1")
        #expect(try fixture.ofWeb("ADD", "--as", "crio").status == 1)
        #expect(try order(fixture) == ["ADD /run/netns/demo"])
    }

    @Test("nerdctl detaches first, without namespace; it names no pod and hands over no annotations")
    func nerdctl() throws {
        let fixture = try RunFixture()
        let outcome = try fixture.ofWeb("ADD", "--as", "nerdctl")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(try order(fixture) == ["DEL ", "ADD /run/netns/demo"])
        for call in try fixture.plugin.calls() {
            #expect(call.environment["CNI_ARGS"] == "IgnoreUnknown=1")
            #expect(call.environment["CNI_CONTAINERID"] == RunFixture.sandbox)
            #expect(call.json["runtimeConfig"] == nil)
        }
        #expect(outcome.output.hasSuffix("\nnerdctl takes for the pod's addresses: 10.244.1.7\n"))
    }

    @Test("nerdctl's first DEL may fail: it is noted, and the ADD goes on")
    func failedDelete() throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer("DEL", RunFixture.refusal, then: "exit 1")
        let outcome = try fixture.ofWeb("ADD", "--as", "nerdctl")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "note: DEL before: shop/web: no such thing\n")
        #expect(try fixture.plugin.calls().count == 2)
        try fixture.plugin.run("DEL", "exit 4")
        #expect(
            try fixture.ofWeb("ADD", "--as", "nerdctl").errors
                == "note: DEL before: \(fixture.plugin.path) exited with status 4 and gave no error.\n")
    }

    @Test("CHECK and DEL of any runtime are one call", arguments: ["containerd", "crio", "nerdctl"])
    func otherCommands(runtime: String) throws {
        let fixture = try RunFixture()
        #expect(try fixture.ofWeb("CHECK", "--as", runtime).status == 0)
        #expect(try fixture.ofWeb("DEL", "--as", runtime).status == 0)
        #expect(try order(fixture) == ["CHECK /run/netns/demo", "DEL /run/netns/demo"])
    }

    @Test("-o json stays the plugin's answer alone", arguments: ["containerd", "crio", "nerdctl"])
    func json(runtime: String) throws {
        let fixture = try RunFixture()
        #expect(
            try fixture.ofWeb("ADD", "--as", runtime, "-o", "json")
                == .init(status: 0, output: RunFixture.result, errors: ""))
    }
}
