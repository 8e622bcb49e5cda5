import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// `tartanctl doctor` on hosts with real plugins, links and sandboxes.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"))
struct DoctorTests {
    /// A host that `init` has set up for a bridge network, whose `tartan` is the real one.
    private func node() throws -> Node {
        let node = try Node()
        try node.makeOwnEtc()
        let list = node.list("pods", node.bridge("pods0", subnet: "10.66.0.0/24", ["isDefaultGateway": true]))
        try node.host.shell(
            """
            cat >/etc/cni/net.d/10-pods.conflist <<'END'
            \(list.text)
            END
            mkdir -p /etc/containerd
            cp \(Executables.tartan) \(node.folder)/bin/tartan
            """)
        let applied = try node.host.run(
            TestCommand([Executables.tartanctl, "init", "--apply", "--bin-dir", node.folder + "/bin"]))
        guard applied.succeeded else { throw TestFailure("\(applied)") }
        return node
    }

    private func doctor(_ node: Node, _ arguments: String...) throws -> CommandOutcome {
        try node.host.run(
            TestCommand(
                [
                    "env", "CNI_PATH=\(node.folder)/bin:\(Executables.plugins)", Executables.tartanctl, "doctor",
                    "--force",
                ]
                    + ["--store", node.store.root] + arguments))
    }

    private struct Found {
        let check: String
        let message: String
        let repair: String
    }

    /// But for what this machine's disk is like.
    private func findings(_ node: Node) throws -> [Found] {
        let outcome = try doctor(node, "-o", "json")
        let report = try JSONParser.parse(outcome.text, limit: 16 << 20)
        guard report["passed"] != nil else { throw TestFailure("\(outcome)") }
        return (report["findings"]?.array ?? []).filter { $0["check"] != "disk" }.map { finding in
            Found(
                check: finding["check"]?.string ?? "", message: finding["message"]?.string ?? "",
                repair: finding["repair"]?.string ?? "")
        }
    }

    @Test("a pod that runs is no finding; its sandbox gone is one, and --repair detaches it")
    func stale() throws {
        let node = try node()
        let pod = try node.host.pod()
        try #require(try node.run(node.runtimeCall("ADD", pod)).succeeded)
        let running = try findings(node)
        #expect(running.isEmpty, "\(running)")
        try node.host.shell("ip netns delete \(pod.name)")
        let stale = try findings(node)
        #expect(stale.map(\.check) == ["stale-records"], "\(stale)")
        let repaired = try doctor(node, "--repair")
        #expect(repaired.text.hasPrefix("repaired 1 record of sandboxes that are gone detached.\n"), "\(repaired)")
        #expect(repaired.succeeded)
        #expect(try node.store.records().isEmpty)
    }

    @Test("a host end of a pod's link that outlives its DEL is named, with the command that takes it away")
    func orphan() throws {
        let node = try node()
        let pod = try node.host.pod()
        try #require(try node.run(node.runtimeCall("ADD", pod)).succeeded)
        let name = try node.host.shell("printf %s $(ls /sys/class/net/pods0/brif)")
        let mac = try node.host.shell("printf %s $(cat /sys/class/net/\(name)/address)")
        try #require(try node.run(node.runtimeCall("DEL", pod)).succeeded)
        #expect(try findings(node).isEmpty)
        try node.host.shell("ip link add \(name) address \(mac) type veth peer name far0")
        let orphan = try findings(node)
        #expect(orphan.map(\.check) == ["orphan-links"], "\(orphan)")
        #expect(orphan.first?.message.hasPrefix("The link \(name) of ") == true, "\(orphan)")
        #expect(orphan.first?.repair.hasSuffix("sudo ip link delete \(name)") == true, "\(orphan)")
        // Another link of that name is nobody's business.
        try node.host.shell("ip link set \(name) address 02:00:00:00:00:09")
        #expect(try findings(node).isEmpty)
    }

    @Test("an address that host-local holds for nobody")
    func lease() throws {
        let node = try node()
        try node.network("old", node.list("old", node.bridge("br-old", subnet: "10.9.0.0/24")))
        let pod = try node.host.pod()
        try #require(try node.run(node.runtimeCall("ADD", pod, networks: "old")).succeeded)
        #expect(try findings(node).isEmpty)
        try node.reserve("10.9.0.77", for: "nobody\r\neth0")
        try node.host.shell("touch -d '2 minutes ago' \(node.leases)/old/10.9.0.77")
        let lease = try findings(node)
        #expect(lease.map(\.check) == ["leases"], "\(lease)")
        #expect(lease.first?.message == "1 address of \"old\" is held by sandboxes that are gone.", "\(lease)")
        #expect(lease.first?.repair.contains("gc --leases --dry-run") == true)
    }

    @Test("binaries are asked: one that speaks no version of the list, one that hangs up")
    func versions() throws {
        let node = try node()
        try node.host.shell(
            """
            cat >\(node.folder)/bin/bridge <<'END'
            #!/bin/sh
            echo '{"cniVersion":"0.4.0","supportedVersions":["0.4.0"]}'
            END
            chmod 0755 \(node.folder)/bin/bridge
            """)
        let old = try findings(node)
        #expect(old.map(\.check) == ["network-plugins"], "\(old)")
        #expect(
            old.first?.message.contains("bin/bridge speaks CNI 0.4.0, and the list is of version ") == true, "\(old)")
        try node.host.shell("printf '#!/bin/sh\\nexit 3\\n' >\(node.folder)/bin/bridge")
        #expect(try findings(node).first?.message.contains("doesn't answer VERSION") == true)
    }

    @Test("who isn't root is told so, with status 2")
    func notRoot() throws {
        let node = try node()
        let outcome = try node.host.run(
            TestCommand(["setpriv", "--reuid", "65534", "--clear-groups", Executables.tartanctl, "doctor"]))
        #expect(outcome.ending == .exited(2), "\(outcome)")
        #expect(outcome.errorOutput.contains("only root can look at a whole node"), "\(outcome)")
    }
}
