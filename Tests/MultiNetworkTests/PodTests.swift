import ExactJSON
import MultiNetwork
import Testing

@Suite("Pods") struct PodTests {
    private func pod(_ metadata: String) throws -> PodIdentity {
        let object = try JSONParser.parse(
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":7,\"metadata\":\(metadata)}", limit: 10_000)
        return try PodIdentity(object)
    }

    @Test("who it is and its annotations are read")
    func whole() throws {
        let pod = try pod(
            #"""
            {"namespace":"shop","name":"db-0.x","uid":"u1","labels":[],
             "annotations":{"k8s.v1.cni.cncf.io/networks":"storage","v1.multus-cni.io/default-network":"flannel"}}
            """#)
        #expect(pod.namespace == "shop")
        #expect(pod.name == "db-0.x")
        #expect(pod.uid == "u1")
        #expect(pod.annotations.networks == "storage")
        #expect(pod.annotations.defaultNetwork == "flannel")
        #expect(pod.annotations["other"] == nil)
    }

    @Test("uid and annotations may be missing")
    func bare() throws {
        for metadata in [
            #"{"namespace":"a","name":"b"}"#, #"{"namespace":"a","name":"b","uid":"","annotations":null}"#,
        ] {
            let pod = try pod(metadata)
            #expect(pod.uid == nil)
            #expect(pod.annotations == PodAnnotations())
        }
    }

    @Test(
        "what can't be used is refused",
        arguments: [
            ("[]", "metadata is an array, expected an object"),
            ("{}", "metadata.name is missing"),
            (#"{"name":"a"}"#, "metadata.namespace is missing"),
            (#"{"name":"a","namespace":"b","uid":5}"#, "metadata.uid is a number, expected a string"),
            (
                #"{"name":"a","namespace":"b","annotations":{"n":null}}"#,
                "metadata.annotations[\"n\"] is null, expected a string"
            ),
        ])
    func refused(metadata: String, description: String) throws {
        let error = try #require(throws: DefinitionError.self, performing: { try pod(metadata) })
        #expect(error.description == description)
    }

    @Test("another kind of object is refused")
    func kind() throws {
        let error = try #require(
            throws: DefinitionError.self,
            performing: { try PodIdentity(["apiVersion": "apps/v1", "kind": "Deployment"]) })
        #expect(error.description == "apiVersion is \"apps/v1\", expected \"v1\"")
    }

    @Test("it is believed for its own uid, as the mirror of a static pod, and without any uid")
    func believable() throws {
        let regular = try pod(#"{"namespace":"a","name":"b","uid":"u1"}"#)
        #expect(regular.isBelievable(forUID: "u1"))
        #expect(!regular.isBelievable(forUID: "u2"))
        let mirror = try pod(
            #"{"namespace":"a","name":"b","uid":"u1","annotations":{"kubernetes.io/config.hash":"h1"}}"#)
        #expect(mirror.isBelievable(forUID: "h1"))
        #expect(!mirror.isBelievable(forUID: "h2"))
        #expect(try pod(#"{"namespace":"a","name":"b"}"#).isBelievable(forUID: "u9"))
    }

    @Test("annotations from the runtime are a map of strings, or null")
    func fromRuntime() throws {
        let map: JSONValue = ["k8s.v1.cni.cncf.io/networks": "a,b"]
        #expect(try PodAnnotations(map, path: "runtimeConfig").networks == "a,b")
        #expect(try PodAnnotations(.null, path: "runtimeConfig") == PodAnnotations())
        let error = try #require(
            throws: DefinitionError.self, performing: { try PodAnnotations(["a": 5], path: "runtimeConfig") })
        #expect(error.description == "runtimeConfig[\"a\"] is a number, expected a string")
    }
}
