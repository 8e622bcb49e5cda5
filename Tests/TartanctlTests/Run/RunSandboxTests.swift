import ExactJSON
import Foundation
import TestKit
import Testing

@Suite struct RunSandboxTests {
    @Test(
        "a sandbox is a name of ip netns, a path, or a process id",
        arguments: [
            ("demo", "/run/netns/demo"), ("/var/run/netns/demo", "/var/run/netns/demo"), ("4711", "/proc/4711/ns/net"),
            ("/proc/self/ns/net", "/proc/self/ns/net"),
        ])
    func netns(given: String, path: String) throws {
        let fixture = try RunFixture()
        #expect(try fixture.run("ADD", "--pod", "shop/web", "--netns", given).status == 0)
        #expect(try fixture.plugin.call().environment["CNI_NETNS"] == path)
    }

    @Test("the sandbox's id is always the same for one pod in one namespace, and another for another")
    func stableID() throws {
        let fixture = try RunFixture()
        func id(_ arguments: String...) throws -> String {
            let outcome = try fixture.tartanctl.run(fixture.arguments(["CHECK"] + arguments))
            try #require(outcome.status == 0, "\(outcome)")
            return try #require(try fixture.plugin.call().environment["CNI_CONTAINERID"])
        }
        #expect(try id("--pod", "shop/web", "--netns", "demo") == RunFixture.sandbox)
        #expect(try id("--pod", "shop/web", "--netns", "/run/netns/demo") == RunFixture.sandbox)
        #expect(try id("--pod", "web", "-n", "shop", "--netns", "demo", "--ifname", "eth1") == RunFixture.sandbox)
        #expect(try id("--pod", "shop/db", "--netns", "demo") != RunFixture.sandbox)
        #expect(try id("--pod", "shop/web", "--netns", "demo2") != RunFixture.sandbox)
        #expect(try id("--pod", "shop/web", "--netns", "demo", "--container-id", "abc") == "abc")
    }

    @Test("DEL without namespace detaches the pod's only sandbox, and leaves CNI_NETNS to the record")
    func recorded() throws {
        let fixture = try RunFixture()
        try SampleRecord(sandbox: "one").write(to: fixture.store)
        #expect(try fixture.run("DEL", "--pod", "shop/web").status == 0)
        #expect(try fixture.plugin.call().environment["CNI_CONTAINERID"] == "one")
        #expect(try fixture.plugin.call().environment["CNI_NETNS"] == nil)

        try SampleRecord(sandbox: "two").write(to: fixture.store)
        let outcome = try fixture.run("DEL", "--pod", "shop/web")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == """
                error: shop/web has eth0 in 2 sandboxes: one, two.
                       Name one: --container-id ID, or --netns

                """)
        #expect(try fixture.plugin.calls().count == 1)
    }

    @Test("a pod that isn't in the store is refused at ADD, with the one that was probably meant")
    func unknownPod() throws {
        let fixture = try RunFixture()
        let elsewhere = try fixture.run("ADD", "--pod", "web", "--netns", "demo")
        #expect(elsewhere.status == 1)
        #expect(
            elsewhere.errors == """
                error: no pod "default/web" in \(fixture.store). There are pods of that name in: shop.
                       tartanctl run ADD --pod shop/web --store \(fixture.store)

                """)
        let mistyped = try fixture.run("ADD", "--pod", "shop/wbe", "--netns", "demo")
        #expect(mistyped.status == 1)
        #expect(mistyped.errors.hasPrefix(#"error: no pod "shop/wbe" in \#(fixture.store). Did you mean "shop/web"?"#))
        #expect(try fixture.plugin.calls().isEmpty)
    }

    @Test(
        "CHECK and DEL work without the pod, which may be gone, and hand over no annotations",
        arguments: ["CHECK", "DEL"])
    func removedPod(command: String) throws {
        let fixture = try RunFixture()
        #expect(try fixture.tartanctl("delete", "pod", "shop/web").status == 0)
        #expect(try fixture.ofWeb(command).status == 0)
        let call = try fixture.plugin.call()
        #expect(call.environment["CNI_CONTAINERID"] == RunFixture.sandbox)
        #expect(call.environment["CNI_ARGS"]?.contains("K8S_POD_UID") == false)
        #expect(call.json["runtimeConfig"] == nil)
    }

    @Test("a damaged pod is an error at ADD, and none at DEL")
    func damagedPod() throws {
        let fixture = try RunFixture()
        try fixture.folder.write("store/pods/shop/web", "{")
        let added = try fixture.ofWeb("ADD")
        #expect(added.status == 2)
        #expect(added.errors.contains("\(fixture.store)/pods/shop/web"))
        #expect(try fixture.ofWeb("DEL").status == 0)
    }

    @Test("without a pod no store is needed: an id, a namespace and a configuration are enough")
    func withoutPod() throws {
        let fixture = try RunFixture()
        let outcome = try fixture.tartanctl.run([
            "run", "ADD", "--container-id", "c1", "--netns", "demo", "--plugin", fixture.plugin.path, "--config",
            fixture.config, "--store", fixture.folder.path + "/no-store",
        ])
        #expect(outcome.status == 0)
        let call = try fixture.plugin.call()
        #expect(call.environment["CNI_ARGS"] == "")
        #expect(call.environment["CNI_CONTAINERID"] == "c1")
        #expect(call.json["runtimeConfig"] == nil)
    }

    @Test("ADD of a pod says which store is missing: --store's, else the configuration's")
    func missingStore() throws {
        let fixture = try RunFixture()
        let missing = fixture.folder.path + "/no-store"
        let command = [
            "run", "ADD", "--pod", "shop/web", "--netns", "demo", "--plugin", fixture.plugin.path, "--config",
        ]
        let named = try fixture.tartanctl.run(command + [fixture.config, "--store", missing])
        #expect(named.status == 2)
        #expect(named.errors.hasPrefix("error: there is no store at \(missing) (set by --store).\n"))

        try fixture.folder.write(
            "own.conflist",
            #"{"cniVersion":"1.0.0","name":"pods","plugins":[{"type":"tartan","store":"\#(missing)"}]}"#)
        let configured = try fixture.tartanctl.run(command + [fixture.folder.path + "/own.conflist"])
        #expect(configured.status == 2)
        #expect(
            configured.errors.hasPrefix(
                "error: there is no store at \(missing) (set by \(fixture.folder.path)/own.conflist).\n"))
        #expect(try fixture.plugin.calls().isEmpty)
    }
}
