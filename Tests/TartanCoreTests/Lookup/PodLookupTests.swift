import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore
import TestKit
import Testing

@testable import TartanCore

@Suite("Where a pod's annotations come from")
struct PodLookupTests {
    private static func settings(_ runtimeConfig: String) throws -> Settings {
        let text =
            #"{"cniVersion":"1.0.0","name":"tartan","clusterNetwork":"pods","runtimeConfig":"# + runtimeConfig + "}"
        return try Settings(text: Array(text.utf8), ownName: "tartan")
    }

    private static func lookup(_ runtimeConfig: String) throws -> PodLookup {
        PodLookup(settings: try settings(runtimeConfig), store: nil, remote: nil)
    }

    private static let pod = PodArguments(namespace: "shop", name: "web", uid: nil)

    @Test("what the runtime handed over comes first, and null is a sandbox without annotations")
    func handedOver() throws {
        let key = Settings.annotationsCapability
        let handed = try Self.lookup("{\"\(key)\":{\"a\":\"b\"}}").annotations(of: Self.pod)
        #expect(handed == .annotations(.init(["a": "b"]), source: "the runtime"))
        let none = try Self.lookup("{\"\(key)\":null}").annotations(of: Self.pod)
        #expect(none == .annotations(.init(), source: "the runtime"))
    }

    @Test("an annotation of the runtime's that is no text is named, and the advice is about the runtime")
    func handedNumber() throws {
        let lookup = try Self.lookup("{\"\(Settings.annotationsCapability)\":{\"\(Annotation.networks)\":5}}")
        let error = try #require(throws: PlanError.self) { try lookup.annotations(of: Self.pod) }
        #expect(error.explained.sentence.contains("[\"k8s.v1.cni.cncf.io/networks\"] is a number"), "\(error)")
        #expect(error.explained.advice?.contains("tartanctl apply") == false, "\(error)")
        #expect(error.explained.advice?.contains("runtimeConfig") == true, "\(error)")
    }

    @Test("where nobody could tell, the pod has to wait, and the error says what was tried")
    func nobody() throws {
        let expected = PlanError.podUnavailable(
            tried: ["the runtime handed over no annotations", "there is no store"])
        #expect(throws: expected) { try Self.lookup("{}").annotations(of: Self.pod) }
    }

    @Test("an entry without uid is believed where the agent that should know better can't tell")
    func agentAway() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path + "/store", create: true)
        _ = try store.putPod(

            [
                "apiVersion": "v1", "kind": "Pod",
                "metadata": ["namespace": "shop", "name": "web", "annotations": ["a": "b"]],
            ])
        // A file at the socket's place: there was an agent, nobody answers.
        let socket = folder.path + "/agent.sock"
        try Files.replace(socket, with: [], mode: 0o600)
        let remote = RemoteLookup(
            agentSocket: socket, fetchCommand: nil, environment: [], deadline: .after(milliseconds: 1000))
        let lookup = PodLookup(settings: try Self.settings("{}"), store: store, remote: remote)
        let found = try lookup.annotations(of: PodArguments(namespace: "shop", name: "web", uid: "0a-1"))
        #expect(found == .annotations(.init(["a": "b"]), source: "the store"))
    }
}
