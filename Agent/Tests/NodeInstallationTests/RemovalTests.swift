import Foundation
import NodeInstallation
import Testing

@Suite("Tartan is taken off a node")
struct RemovalTests {
    @Test("nothing attached: configuration, binaries and timer are gone, others' files stay")
    func whole() async throws {
        let node = try Node()
        try node.write("usr/lib/systemd/systemd", "")
        try node.write("opt/cni/bin/flannel", "")
        try await node.install(try node.release("one"))
        try await node.install(try node.release("two"))
        try await node.uninstall()
        #expect(node.names("opt/cni/bin") == ["flannel"])
        #expect(node.names("usr/local/bin").isEmpty)
        #expect(!node.names("etc/cni/net.d").contains("00-tartan.conflist"))
        #expect(node.text("etc/cni/net.d/10-flannel.conflist") == Node.flannel)
        #expect(node.names("etc/systemd/system") == ["timers.target.wants"])
        #expect(node.names("etc/systemd/system/timers.target.wants").isEmpty)
    }

    @Test("what is attached can't be told: no new pod gets Tartan, and the binary stays; --force takes it")
    func attached() async throws {
        let node = try Node()
        try await node.install()
        try node.write("var/lib/tartan/records", "no folder")
        let error = await #expect(throws: InstallationError.self) { try await node.uninstall() }
        #expect(error?.next.contains("--force") == true)
        #expect(!node.names("etc/cni/net.d").contains("00-tartan.conflist"))
        #expect(node.exists("opt/cni/bin/tartan"))
        #expect(try await node.uninstall(isForced: true).contains("never detached"))
        #expect(!node.exists("opt/cni/bin/tartan"))
        #expect(node.exists("var/lib/tartan/records"))
    }

    @Test("the store stays unless it is asked for")
    func store() async throws {
        let node = try Node()
        try await node.install()
        try node.makeFolder("var/lib/tartan/networks")
        try await node.uninstall()
        #expect(node.exists("var/lib/tartan/networks"))
        try await node.uninstall(purges: true)
        #expect(!node.exists("var/lib/tartan"))
    }

    @Test("a file of Tartan's that init didn't write keeps the binaries, and is named")
    func byHand() async throws {
        let node = try Node()
        try await node.install()
        let own = try #require(node.text("etc/cni/net.d/00-tartan.conflist"))
        try await node.uninstall()
        try await node.install()
        try node.write("etc/cni/net.d/00-a.conflist", own)
        let error = await #expect(throws: InstallationError.self) { try await node.uninstall() }
        #expect(error?.problem.contains("/etc/cni/net.d/00-a.conflist still makes the runtime call Tartan") == true)
        #expect(node.exists("opt/cni/bin/tartan"))
    }

    @Test("a second time, or on a node that never had it, there is nothing to do")
    func nothing() async throws {
        let node = try Node()
        try await node.uninstall()
        #expect(node.text("etc/cni/net.d/10-flannel.conflist") == Node.flannel)
    }
}
