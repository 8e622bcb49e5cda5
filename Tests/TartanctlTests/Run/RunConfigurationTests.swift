import ExactJSON
import Foundation
import TestKit
import Testing

@Suite struct RunConfigurationTests {
    /// Without --config and --store.
    private func add(_ fixture: RunFixture, _ more: String...) throws -> TartanctlProcess.Outcome {
        try fixture.tartanctl.run(
            ["run", "ADD", "--container-id", "c", "--netns", "demo", "--plugin", fixture.plugin.path] + more)
    }

    private func list(_ name: String, type: String = "tartan") -> String {
        #"{"cniVersion":"1.0.0","name":"\#(name)","plugins":[{"type":"\#(type)"}]}"#
    }

    @Test("without --config the first file of NETCONFPATH with Tartan in it is taken, by name")
    func search() throws {
        var fixture = try RunFixture()
        fixture.tartanctl.environment["NETCONFPATH"] = fixture.folder.path + "/net.d"
        try fixture.folder.write("net.d/00-other.conflist", list("other", type: "bridge"))
        try fixture.folder.write("net.d/05-broken.conflist", "{")
        try fixture.folder.write("net.d/07-tartan.txt", list("text"))
        try fixture.folder.write("net.d/20-tartan.conflist", list("second"))
        try fixture.folder.write("net.d/10-tartan.conf", #"{"cniVersion":"1.0.0","name":"first","type":"tartan"}"#)
        #expect(try add(fixture).status == 0)
        #expect(try fixture.plugin.call().json == ["cniVersion": "1.0.0", "name": "first", "type": "tartan"])
    }

    @Test("an executable of another name is looked for under that type as well")
    func otherName() throws {
        var fixture = try RunFixture(plugin: "multus")
        fixture.tartanctl.environment["NETCONFPATH"] = "net.d"
        try fixture.folder.write("net.d/00-multus.conflist", list("as-multus", type: "multus"))
        #expect(try add(fixture).status == 0)
        #expect(try fixture.plugin.call().json["name"] == "as-multus")
    }

    @Test("--cluster-network replaces the configuration's, and is enough without one")
    func clusterNetwork() throws {
        let fixture = try RunFixture()
        #expect(try add(fixture, "--config", fixture.config, "--cluster-network", "infra/other").status == 0)
        #expect(try fixture.plugin.call().json["clusterNetwork"] == "infra/other")
        #expect(try fixture.plugin.call().json["name"] == "pods")

        #expect(try add(fixture, "--cluster-network", "infra/other", "--store", fixture.store).status == 0)
        #expect(
            try fixture.plugin.call().json == [
                "cniVersion": "1.1.0", "name": "tartan", "type": "tartan", "clusterNetwork": "infra/other",
                "store": .string(fixture.store),
            ])
    }

    @Test("what is made up takes the annotations of a pod")
    func madeUp() throws {
        let fixture = try RunFixture()
        let outcome = try add(fixture, "--pod", "shop/web", "--cluster-network", "main", "--store", fixture.store)
        #expect(outcome.status == 0)
        let values = try fixture.plugin.call().json["runtimeConfig"]
        #expect(values?["io.kubernetes.cri.pod-annotations"]?["other"] == "1")
    }

    @Test("files and folders that are named from here are handed over by their whole path")
    func relativePaths() throws {
        let fixture = try RunFixture()
        try fixture.folder.write("sub/pods.conflist", list("pods", type: "bridge"))
        for (given, handed) in [
            ("sub/pods.conflist", "\(fixture.folder.path)/sub/pods.conflist"),
            ("./sub", "\(fixture.folder.path)/./sub"),
            ("sub/pods", "sub/pods"), ("pods.conflist", "pods.conflist"),
        ] {
            #expect(try add(fixture, "--cluster-network", given, "--store", "store").status == 0)
            #expect(try fixture.plugin.call().json["clusterNetwork"] == .string(handed))
            #expect(try fixture.plugin.call().json["store"] == .string(fixture.store))
        }
    }

    @Test("without configuration and cluster network it says what to name")
    func nothing() throws {
        let fixture = try RunFixture()
        let outcome = try add(fixture)
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == """
                error: there is no configuration of Tartan in \(fixture.folder.path)/none, and no cluster network to make one up for.
                       Name one: --config FILE       Or a cluster network: --cluster-network FILE|NAMESPACE/NAME

                """)
        #expect(try fixture.plugin.calls().isEmpty)
    }

    @Test(
        "a configuration that can't be used is named with its place",
        arguments: [
            (#"{"cniVersion": "1.0.0", "name": "x", "plugins": [}"#, ":1:50: error: "),
            (
                #"{"cniVersion":"1.0.0","name":"x","plugins":[{"type":"bridge"}]}"#,
                #": error: no plugin of the type "tartan" is in it, but "bridge"."#
            ),
            (#"{"cniVersion":"1.0.0","type":"tartan"}"#, #": error: the configuration has no "name"."#),
        ])
    func refused(text: String, message: String) throws {
        let fixture = try RunFixture()
        try fixture.folder.write("bad.conf", text)
        let outcome = try add(fixture, "--config", "bad.conf")
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("bad.conf" + message), "\(outcome.errors)")
        let missing = try add(fixture, "--config", "missing.conf")
        #expect(missing.status == 2)
        #expect(missing.errors.contains("missing.conf"))
    }

    @Test("a pipe whose writer takes its time is read to its end")
    func slowPipe() throws {
        let fixture = try RunFixture()
        let pipe = fixture.folder.path + "/pipe"
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        let writer = try #require(FileHandle(forUpdatingAtPath: pipe))
        let text = list("slow")
        let process = try fixture.tartanctl.start(
            [
                "run", "ADD", "--container-id", "c", "--netns", "demo", "--plugin", fixture.plugin.path, "--config",
                "pipe",
            ])
        for piece in [text.prefix(20), text.dropFirst(20)] {
            Thread.sleep(forTimeInterval: 0.1)
            try writer.write(contentsOf: Array(piece.utf8))
        }
        try writer.close()
        let outcome = try fixture.tartanctl.end(process)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try fixture.plugin.call().json["name"] == "slow")
    }

    @Test("plugins beside Tartan in its list are not run, and that is said")
    func furtherPlugins() throws {
        let fixture = try RunFixture()
        try fixture.folder.write(
            "two.conflist",
            #"{"cniVersion":"1.0.0","name":"x","plugins":[{"type":"tartan"},{"type":"portmap"},{"type":"tuning"}]}"#)
        let outcome = try add(fixture, "--config", "two.conflist")
        #expect(outcome.status == 0)
        #expect(
            outcome.errors == "note: two.conflist has more plugins after Tartan, which are not run: portmap, tuning.\n")
    }
}
