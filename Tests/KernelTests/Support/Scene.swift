import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// A private host with the links that a test made on it, and one pod.
struct Scene {
    let node: Node
    let pod: TestPod
    /// The host's links before any ADD, and the cluster network's bridge, which its plugin never removes.
    let links: [String]

    /// - Parameters:
    ///   - setup: shell commands on the host, such as `Master.dummy`.
    ///   - bridges: links that a network's plugin makes on the host and leaves there.
    init(_ setup: String = "", bridges: [String] = []) throws {
        node = try Node()
        if !setup.isEmpty { try node.host.shell(setup) }
        links = try node.host.links() + ["cni0"] + bridges
        pod = try node.host.pod("web", uid: "6f1c2d3e-0000-4000-8000-000000000001")
    }

    /// Writes a network of one or several plugins; without `cniVersion` and `name`, which the list has.
    func network(_ name: String = "more", _ plugins: JSONValue..., disableCheck: Bool = false) throws {
        var list: JSONObject = ["cniVersion": "1.0.0", "name": .string(name)]
        if disableCheck { list["disableCheck"] = true }
        list["plugins"] = .array(plugins)
        try node.network(name, .object(list))
    }

    /// host-local in this scene's own subnets.
    func ipam(_ subnets: String...) -> JSONValue { node.hostLocal(subnets.isEmpty ? ["10.40.0.0/24"] : subnets) }
}

// One ADD, and what it made
extension Scene {
    /// ADD of the pod; what it answers has to be success.
    @discardableResult
    func attach(_ annotation: String = "more", _ location: SourceLocation = #_sourceLocation) throws -> Answer {
        let added = try node.add(pod, annotation)
        try #require(added.succeeded, "\(added)", sourceLocation: location)
        return added
    }

    /// What `ip -details` says of an interface of the pod.
    func link(_ interface: String = "net1") throws -> JSONValue {
        try node.host.ip("-details link show dev \(interface)", in: pod.name).first ?? .null
    }

    /// The kind of an interface, such as `macvlan`, and a fact of it, such as `mode`.
    func kind(_ interface: String = "net1") throws -> String? { try link(interface)["linkinfo"]?["info_kind"]?.string }

    func fact(_ key: String, of interface: String = "net1") throws -> JSONValue? {
        try link(interface)["linkinfo"]?["info_data"]?[key]
    }

    func addresses(_ interface: String = "net1") throws -> [String] {
        try node.host.addresses(of: interface, in: pod.name)
    }

    /// What a shell command says inside the pod's network.
    @discardableResult
    func inside(_ command: String) throws -> String {
        let outcome = try node.host.run(TestCommand(["nsenter", "--net=\(pod.netns)", "sh", "-ec", command]))
        guard outcome.succeeded else { throw TestFailure("\(command) in the pod: \(outcome)") }
        return outcome.text
    }

    /// The network status of an attachment, by its interface.
    func status(_ interface: String = "net1") throws -> JSONValue? {
        let key = try OutboxKey(podUID: pod.uid ?? "", containerID: pod.containerID)
        return try node.store.outboxEntry(key)?.status.first { $0["interface"]?.string == interface }
    }
}

// What has to hold at the end of every test
extension Scene {
    func expectCheckPasses(_ location: SourceLocation = #_sourceLocation) throws {
        let checked = try node.check(pod)
        #expect(checked.succeeded, "\(checked)", sourceLocation: location)
    }

    /// CHECK fails, and says so with these words.
    func expectCheckFails(_ words: String..., at location: SourceLocation = #_sourceLocation) throws {
        let checked = try node.check(pod)
        #expect(!checked.succeeded, "CHECK passed", sourceLocation: location)
        for text in words {
            #expect((checked.message + checked.details).contains(text), "\(checked)", sourceLocation: location)
        }
    }

    /// DEL succeeds and leaves nothing: interface, reservation, record, status, rule; and the host has the links it had.
    func expectDetaches(_ location: SourceLocation = #_sourceLocation) throws {
        let deleted = try node.delete(pod)
        #expect(deleted.succeeded, "\(deleted)", sourceLocation: location)
        try expectNothingLeft(location)
        #expect(try node.history(pod)?.isClosed == true, sourceLocation: location)
    }

    func expectNothingLeft(_ location: SourceLocation = #_sourceLocation) throws {
        #expect(try node.leftBehind(pod, host: links, rules: false) == [], sourceLocation: location)
        let now = try node.host.links()
        #expect(
            links.filter { $0 != "cni0" && !now.contains($0) } == [], "gone from the host", sourceLocation: location)
    }

    /// ADD fails with these words and leaves nothing, neither of this attachment nor of those before it.
    func expectRefused(
        _ annotation: String = "more", _ words: String..., at location: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try node.add(pod, annotation)
        #expect(!answer.succeeded, "\(answer)", sourceLocation: location)
        for text in words {
            #expect((answer.message + answer.details).contains(text), "\(answer)", sourceLocation: location)
        }
        try expectNothingLeft(location)
    }

    /// ADD fails, and the plugin that failed can't undo its own part either: the answer says so, the pod may end all the
    /// same, and the record stays for a later DEL, which closes it once the pod's namespace is gone. Nothing else is left.
    func expectRefusedForNow(
        _ annotation: String = "more", _ words: String..., at location: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try node.add(pod, annotation)
        #expect(!answer.succeeded, "\(answer)", sourceLocation: location)
        for text in words + ["The undo failed for network default/"] {
            #expect((answer.message + answer.details).contains(text), "\(answer)", sourceLocation: location)
        }
        #expect(try node.host.links(in: pod.name) == [], sourceLocation: location)
        #expect(node.reservations() == [], sourceLocation: location)
        let ended = try node.delete(pod)
        #expect(
            ended.succeeded && ended.errorOutput.contains("The record is kept"), "\(ended)", sourceLocation: location)
        #expect(try node.record(pod) != nil, sourceLocation: location)
        try node.host.removeNamespace(of: pod)
        let deleted = try node.delete(pod)
        #expect(deleted.succeeded, "\(deleted)", sourceLocation: location)
        try expectNothingLeft(location)
    }
}
