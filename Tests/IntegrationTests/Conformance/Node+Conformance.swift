import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

// What the tests of the conformance checklist share: each function `rowNN…` proves the row of that number in docs/conformance.md
extension Node {
    /// Of the pods whose network status is looked at.
    static let podUID = "6f1c2d3e-0000-4000-8000-000000000001"

    /// A node with scripted plugins that make their interfaces.
    static func with(plugins types: String...) throws -> Node {
        let node = try Node()
        for type in types { try node.scripted(type, Node.honest) }
        return node
    }

    /// The networks annotation with one element, for the network `more`.
    static func element(_ keys: JSONObject) -> String {
        var element: JSONObject = ["name": "more"]
        for member in keys.members { element[member.key] = member.value }
        return JSONValue.array([.object(element)]).text
    }

    /// Writes a definition into the store as it stands, past all checks.
    func definition(_ name: String, text: String, namespace: String = "default") throws {
        try TestFile.makeFolder("\(store.root)/networks/\(namespace)")
        try TestFile.write(text, to: "\(store.root)/networks/\(namespace)/\(name)")
    }

    /// The network status that the pod's ADD left for publishing.
    func status(_ pod: TestPod) throws -> [JSONValue] {
        let key = try OutboxKey(podUID: Self.podUID, containerID: pod.containerID)
        return try #require(try store.outboxEntry(key)).status
    }

    /// An ADD that fails before anything is started and says why.
    ///
    /// - Parameter words: pieces that the message has.
    func expectRefused(
        _ pod: TestPod, _ networks: String?, code: Int = 7, _ words: String..., keys: JSONObject = JSONObject(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try add(pod, networks, keys: keys)
        try expectNothingStarted(answer, pod, code: code, words, sourceLocation: sourceLocation)
    }

    func expectNothingStarted(
        _ answer: Answer, _ pod: TestPod, code: Int = 7, _ words: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.errorCode == code, "\(answer)", sourceLocation: sourceLocation)
        for piece in words { #expect(answer.message.contains(piece), "\(answer)", sourceLocation: sourceLocation) }
        #expect(try history(pod)?.isNothingStarted == true, sourceLocation: sourceLocation)
        #expect(try leftBehind(pod, host: []) == [], sourceLocation: sourceLocation)
    }

    /// CHECK finds all in order, DEL leaves nothing, and no scripted plugin had anything to complain of.
    func expectDetaches(
        _ pod: TestPod, host links: [String] = ["cni0"], rules: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let checked = try check(pod)
        #expect(checked.succeeded, "\(checked)", sourceLocation: sourceLocation)
        let deleted = try delete(pod)
        #expect(deleted.succeeded, "\(deleted)", sourceLocation: sourceLocation)
        #expect(try leftBehind(pod, host: links, rules: rules) == [], sourceLocation: sourceLocation)
        #expect(try refusals() == [], sourceLocation: sourceLocation)
    }
}
