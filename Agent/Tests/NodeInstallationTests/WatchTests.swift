import AgentTestSupport
import Foundation
import NodeInstallation
import Synchronization
import Testing

@Suite("An installation that goes on looking keeps the runtime on Tartan", .timeLimit(.minutes(2)))
struct WatchTests {
    private final class Told: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private func watching(_ node: Node, _ body: @escaping @Sendable (Told) async throws -> Void) async throws {
        let watch = try InstallationWatch(node.options(), pause: .milliseconds(20), patience: .seconds(60))
        let told = Told()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await watch.run { told.add($0) } }
            defer { tasks.cancelAll() }
            try await body(told)
        }
    }

    private func usesTartan(_ node: Node) -> Bool {
        node.text("etc/cni/net.d/00-tartan.conflist")?.contains("10-flannel.conflist") == true
    }

    @Test("without a cluster network it says what is missing, once, and goes on by itself when the network comes")
    func late() async throws {
        let node = try Node(clusterNetwork: false)
        try await watching(node) { told in
            #expect(await eventually { told.all.contains { $0.hasPrefix("error: ") } })
            #expect(node.exists("opt/cni/bin/tartan"))
            try await Task.sleep(for: .milliseconds(300))
            #expect(told.all.count { $0.hasPrefix("error: ") } == 1, "\(told.all)")
            try node.write("etc/cni/net.d/10-flannel.conflist", Node.flannel)
            #expect(await eventually { usesTartan(node) })
        }
        // Its end takes nothing back.
        #expect(usesTartan(node))
    }

    @Test("its file comes back when somebody removes it, and the file of another is left as it is")
    func removed() async throws {
        let node = try Node()
        try await watching(node) { told in
            #expect(await eventually { usesTartan(node) })
            try FileManager.default.removeItem(atPath: "\(node.root)/etc/cni/net.d/00-tartan.conflist")
            #expect(await eventually { usesTartan(node) })
            try node.write("etc/cni/net.d/10-flannel.conflist", Node.flannel + "\n")
            try await Task.sleep(for: .milliseconds(200))
            #expect(node.text("etc/cni/net.d/10-flannel.conflist") == Node.flannel + "\n")
            #expect(usesTartan(node))
        }
    }

    @Test("a rollback on the node stays one")
    func rolledBack() async throws {
        let node = try Node()
        let (one, two) = (try node.release("one"), try node.release("two"))
        try await node.install(one)
        try await node.install(two)
        try await watching(node) { told in
            #expect(await eventually { told.all.contains { $0.contains("the runtime takes") } })
            try await node.rollBack()
            let mine = node.data("opt/cni/bin/tartan")
            try node.write("etc/cni/net.d/10-flannel.conflist", Node.flannel + "\n")
            try await Task.sleep(for: .milliseconds(300))
            #expect(node.data("opt/cni/bin/tartan") == mine)
        }
    }
}
