import CNI
import ExactJSON
import Glibc
import LinuxSystem
import MultiNetwork
import TartanStore
import TestKit
import Testing

@testable import TartanCore

/// Runtime, store, agent, fetchCommand, in this order.
@Suite("Who tells a pod's annotations") struct AnnotationSourceTests {
    private let bench: ResolverBench
    private static let cluster = #""clusterNetwork":"infra/pods""#
    private static let web = PodArguments(namespace: "shop", name: "web", uid: "aaaa-1")
    private static let none = "the runtime handed over no annotations"

    init() throws {
        bench = try ResolverBench()
        try bench.network("infra", "pods", ResolverBench.list("pods"))
        for name in ["one", "two", "three"] { try bench.network("shop", name, ResolverBench.list(name)) }
    }

    private func plan(_ members: String = cluster, _ pod: PodArguments = web, withStore: Bool = true) throws -> String {
        try bench.resolver(members, withStore: withStore).plan(PlanRequest(pod: pod, interface: "eth0")).summary
    }

    private func networks(_ text: String) -> [(String, String)] { [(Annotation.networks, text)] }

    private var absent: String { "the agent's socket \(bench.socket): no agent listens there" }

    @Test("the runtime's word goes before the store's")
    func runtime() throws {
        try bench.pod("shop", "web", uid: "aaaa-1", networks("one"))
        #expect(
            try bench.plan(Self.cluster, pod: Self.web, annotations: networks("two")).summary
                == "eth0=infra/pods net1=shop/two")
        #expect(try plan() == "eth0=infra/pods net1=shop/one")
        #expect(throws: PlanError.annotationsNotAMap(found: "an array")) {
            try plan(Self.cluster + #","runtimeConfig":{"io.kubernetes.cri.pod-annotations":[]}"#)
        }
    }

    @Test("an entry of another pod of that name is not believed")
    func otherPod() throws {
        try bench.pod("shop", "web", uid: "bbbb-2", networks("one"))
        let expected = PlanError.podUnavailable(tried: [
            Self.none, "the store's entry is of an older or newer pod of that name (uid bbbb-2, not aaaa-1)", absent,
        ])
        #expect(throws: expected) { try plan() }
        #expect(try plan(Self.cluster, ResolverBench.web) == "eth0=infra/pods net1=shop/one")
    }

    /// Pain 33: #773, #775.
    @Test("a mirror pod is believed by its configuration's hash, a pod without uid as it is")
    func believable() throws {
        try bench.pod("shop", "web", uid: "bbbb-2", networks("one") + [(Annotation.configHash, "aaaa-1")])
        #expect(try plan() == "eth0=infra/pods net1=shop/one")
        try bench.pod("shop", "web", networks("two"))
        #expect(try plan() == "eth0=infra/pods net1=shop/two")
    }

    @Test("nobody knows: error 11 with all that was tried, or the cluster network where that is configured")
    func nobody() throws {
        let expected = PlanError.podUnavailable(tried: [Self.none, "the store has no pod shop/web", absent])
        #expect(throws: expected) { try plan() }
        #expect(expected.code == .tryAgainLater)
        let more = #","unknownPod":"clusterNetwork","defaultNetworks":["shop/one"]"#
        #expect(try plan(Self.cluster + more) == "eth0=infra/pods")
    }

    @Test("the agent is asked for pod and network; what it puts into the store counts")
    func agent() throws {
        let store = bench.store
        let pod = ResolverBench.pod("shop", "web", uid: "aaaa-1", networks("late"))
        let definition = try JSONParser.parse(
            #"{"apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition","#
                + #""metadata":{"namespace":"shop","name":"late"},"spec":{"config":"{\"type\":\"bridge\"}"}}"#,
            limit: 1 << 16)
        let agent = try FakeAgent(bench.socket) { question in
            do {
                _ =
                    try question.contains(#""kind":"pod""#)
                    ? store.putPod(pod) : store.putNetwork(definition, durable: false)
                return .done
            } catch {
                return .close
            }
        }
        let summary = try plan()
        #expect(
            agent.lines == [
                #"{"format":1,"do":"fetch","kind":"pod","namespace":"shop","name":"web","uid":"aaaa-1"}"#,
                #"{"format":1,"do":"fetch","kind":"network","namespace":"shop","name":"late"}"#,
            ])
        #expect(summary == "eth0=infra/pods net1=shop/late")
    }

    @Test("an entry without uid is asked for at the agent first")
    func uncertain() throws {
        try bench.pod("shop", "web", networks("one"))
        let store = bench.store
        let pod = ResolverBench.pod("shop", "web", uid: "aaaa-1", networks("two"))
        let agent = try FakeAgent(bench.socket) { _ in (try? store.putPod(pod)) == nil ? .close : .done }
        let summary = try plan()
        #expect(agent.lines.count == 1)
        #expect(summary == "eth0=infra/pods net1=shop/two")
    }

    @Test("a pod or network that does not exist is told as such")
    func notFound() throws {
        let agent = try FakeAgent(bench.socket) { _ in .refusal("notFound") }
        let expected = PlanError.podUnavailable(tried: [
            Self.none, "the store has no pod shop/web", "the API server has no pod shop/web",
        ])
        #expect(throws: expected) { try plan() }
        let unknown = PlanError.unknownNetwork(
            try NetworkReference(namespace: "infra", name: "gone"), origin: "clusterNetwork of Tartan's configuration",
            existsIn: [])
        #expect(throws: unknown) {
            try bench.plan(#""clusterNetwork":"infra/gone""#)
        }
        #expect(agent.lines.count == 2)
    }

    @Test(
        "an agent that can't tell is quoted, without control characters",
        arguments: [
            (.line(#"{"ok":false,"code":"denied","message":"no\u001bright"}"#), ": no\\u{1b}right"),
            (.line(#"{"ok":false,"code":"unavailable"}"#), ": unavailable"), (.line("{}"), ": unavailable"),
            (.close, "socket: the agent did not answer in time"),
            (.line("[]"), "socket: the agent's answer can't be read: it is not an object"),
            (
                .line("rubbish"),
                "socket: the agent's answer can't be read: line 1, column 1: expected a value, found \"r\""
            ),
        ] as [(FakeAgent.Reply, String)])
    func unavailable(answer: FakeAgent.Reply, told: String) throws {
        let agent = try FakeAgent(bench.socket) { _ in answer }
        let line =
            told.hasPrefix("socket")
            ? "the agent's socket \(bench.socket)\(told.dropFirst(6))" : "the agent (\(bench.socket))\(told)"
        let expected = PlanError.podUnavailable(tried: [Self.none, "the store has no pod shop/web", line])
        #expect(throws: expected) { try plan() }
        #expect(agent.lines.count == 1)
    }

    @Test("a network that can't be looked up is another error than one that does not exist")
    func networkUnavailable() throws {
        let agent = try FakeAgent(bench.socket) { _ in .refusal("unavailable") }
        let reference = try NetworkReference(namespace: "infra", name: "gone")
        let expected = PlanError.networkUnavailable(
            reference, tried: ["the store has none", "the agent (\(bench.socket)): the agent says unavailable"])
        #expect(throws: expected) { try bench.plan(#""clusterNetwork":"infra/gone""#) }
        #expect(expected.code == .tryAgainLater)
        #expect(agent.lines == [#"{"format":1,"do":"fetch","kind":"network","namespace":"infra","name":"gone"}"#])
    }

    /// A script that appends its arguments to a file and ends as it is told.
    private func command(_ body: String) throws -> String {
        let path = bench.folder.path + "/fetch"
        let text = "#!/bin/sh\necho \"$@\" >> \(bench.folder.path)/asked\n\(body)\n"
        try Files.replace(path, with: Array(text.utf8), mode: 0o755)
        return Self.cluster + #","fetchCommand":["\#(path)","first"]"#
    }

    private func asked() throws -> String {
        String(decoding: try Files.read(bench.folder.path + "/asked", limit: 10_000), as: UTF8.self)
    }

    @Test("without an agent the command is asked, its own arguments first")
    func fetchCommand() throws {
        let pod = ResolverBench.pod("shop", "web", uid: "aaaa-1", networks("two")).text
        let path = bench.store.root + "/pods/shop"
        let members = try command("mkdir -p -m 700 \(path)\numask 077\necho '\(pod)' > \(path)/web")
        #expect(try plan(members) == "eth0=infra/pods net1=shop/two")
        #expect(try asked() == "first pod shop/web aaaa-1\n")
    }

    @Test("the command's exit status 1 means that it does not exist, another that nobody can tell")
    func fetchCommandFails() throws {
        let missing = PlanError.podUnavailable(tried: [
            Self.none, "the store has no pod shop/web", "the API server has no pod shop/web",
        ])
        let first = try command("exit 1")
        #expect(throws: missing) { try plan(first) }
        let second = try command("echo no access >&2; exit 7")
        let failed = PlanError.podUnavailable(tried: [
            Self.none, "the store has no pod shop/web", absent,
            "\(bench.folder.path)/fetch exited with status 7: no access\\n",
        ])
        #expect(throws: failed) { try plan(second, ResolverBench.web) }
        #expect(try asked() == "first pod shop/web aaaa-1\nfirst pod shop/web\n")
    }

    @Test("without a store it is said")
    func noStore() {
        let expected = PlanError.podUnavailable(tried: [Self.none, "there is no store", absent])
        let members = #""delegates":[{"name":"a","type":"bridge"}]"#
        #expect(throws: expected) { try plan(members, withStore: false) }
    }
}
