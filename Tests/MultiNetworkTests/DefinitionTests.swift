import ExactJSON
import MultiNetwork
import Testing

@Suite("NetworkAttachmentDefinitions") struct DefinitionTests {
    private func definition(_ json: String, defaultNamespace: String? = nil) throws -> NetworkAttachmentDefinition {
        try NetworkAttachmentDefinition(json: Array(json.utf8), defaultNamespace: defaultNamespace)
    }

    private let head = #""apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition""#
    private let metadata = #""metadata":{"namespace":"infra","name":"storage"}"#

    @Test("name, configuration and annotations are read, everything else is passed over")
    func whole() throws {
        let read = try definition(
            #"""
            {"kind":"NetworkAttachmentDefinition","apiVersion":"k8s.cni.cncf.io/v1",
             "metadata":{"name":"storage.v4","namespace":"infra","uid":"1","resourceVersion":"7","managedFields":[{}],
                "annotations":{"k8s.v1.cni.cncf.io/resourceName":"vendor.example/pool","a":""}},
             "spec":{"config":"{\"type\":\"macvlan\",\"mtu\":1.0}","other":1},"status":{}}
            """#)
        #expect(read.reference.description == "infra/storage.v4")
        #expect(read.config == #"{"type":"macvlan","mtu":1.0}"#)
        #expect(read.annotations == ["k8s.v1.cni.cncf.io/resourceName": "vendor.example/pool", "a": ""])
        #expect(read.resourceName == "vendor.example/pool")
    }

    @Test(
        "no spec, no config, null and an empty config are the same: the configuration is on disk",
        arguments: ["", #","spec":null"#, #","spec":{}"#, #","spec":{"config":null}"#, #","spec":{"config":""}"#])
    func withoutConfig(spec: String) throws {
        let read = try definition("{\(head),\(metadata)\(spec)}")
        #expect(read.config == nil)
        #expect(read.annotations.isEmpty)
        #expect(read.resourceName == nil)
    }

    @Test("an object without a namespace is in the one that the caller says, else it is refused")
    func namespace() throws {
        let text = "{\(head),\"metadata\":{\"name\":\"storage\"}}"
        #expect(try definition(text, defaultNamespace: "default").reference.description == "default/storage")
        let error = try #require(throws: DefinitionError.self, performing: { try definition(text) })
        #expect(error.description == "metadata.namespace is missing")
    }

    @Test(
        "what can't be used is refused with member and rule",
        arguments: [
            ("[]", "it is an array, expected an object"),
            ("{}", "apiVersion is missing"),
            (#"{"apiVersion":1}"#, "apiVersion is a number, expected a string"),
            (
                #"{"apiVersion":"k8s.cni.cncf.io/v2","kind":"NetworkAttachmentDefinition"}"#,
                "apiVersion is \"k8s.cni.cncf.io/v2\", expected \"k8s.cni.cncf.io/v1\""
            ),
            (
                #"{"apiVersion":"k8s.cni.cncf.io/v1","kind":"Pod"}"#,
                "kind is \"Pod\", expected \"NetworkAttachmentDefinition\""
            ),
            ("{HEAD}", "metadata is missing"),
            (#"{HEAD,"metadata":[]}"#, "metadata is an array, expected an object"),
            (#"{HEAD,"metadata":{}}"#, "metadata.name is missing"),
            (
                #"{HEAD,"metadata":{"name":"../x"}}"#,
                "metadata.name \"../x\" has characters other than lower-case letters, digits, \"-\" and \".\""
            ),
            (
                #"{HEAD,"metadata":{"name":"a","namespace":"b.c"}}"#,
                "metadata.namespace \"b.c\" has characters other than lower-case letters, digits and \"-\""
            ),
            (
                #"{HEAD,"metadata":{"name":"a","namespace":"b","annotations":["x"]}}"#,
                "metadata.annotations is an array, expected an object"
            ),
            (
                #"{HEAD,"metadata":{"name":"a","namespace":"b","annotations":{"x":true}}}"#,
                "metadata.annotations[\"x\"] is a boolean, expected a string"
            ),
            (
                #"{HEAD,"metadata":{"name":"a","namespace":"b","annotations":{"k8s.v1.cni.cncf.io/resourceName":"../../etc/x"}}}"#,
                "metadata.annotations[\"k8s.v1.cni.cncf.io/resourceName\"] \"../../etc/x\" is not of the form "
                    + "vendor.example/pool"
            ),
            (#"{HEAD,META,"spec":"x"}"#, "spec is a string, expected an object"),
            (
                #"{HEAD,META,"spec":{"config":{"type":"bridge"}}}"#,
                "spec.config is an object, expected the configuration as text; put it between quotation marks "
                    + "(in YAML after \"config: |\")"
            ),
            (#"{HEAD,META,"spec":{"config":7}}"#, "spec.config is a number, expected a string"),
            ("{HEAD,META", "it is not JSON: line 1, column 122: the text ends where \",\" or \"}\" is expected"),
        ])
    func refused(json: String, description: String) throws {
        let text = json.split(separator: "HEAD", omittingEmptySubsequences: false).joined(separator: head)
            .split(separator: "META", omittingEmptySubsequences: false).joined(separator: metadata)
        let error = try #require(throws: DefinitionError.self, performing: { try definition(text) })
        #expect(error.description == description)
    }

    @Test("an error knows where the value stands")
    func offset() throws {
        let text = "{\(head),\(metadata),\"spec\":{\"config\":{}}}"
        let error = try #require(throws: DefinitionError.self, performing: { try definition(text) })
        #expect(error.cause == .configIsObject)
        #expect(error.path == "spec.config")
        #expect(error.offset == text.utf8.count - 4)
    }

    @Test("a definition, and a configuration in it, has at most 1 MiB")
    func size() throws {
        let big = String(repeating: " ", count: 1 << 20)
        let text = try #require(throws: DefinitionError.self, performing: { try definition(big + "{}") })
        #expect(text.description == "it is larger than 1048576 bytes")
        let object: JSONValue = [
            "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
            "metadata": ["name": "a", "namespace": "b"], "spec": ["config": .string(big + "{}")],
        ]
        let config = try #require(throws: DefinitionError.self, performing: { try NetworkAttachmentDefinition(object) })
        #expect(config.description == "spec.config is larger than 1048576 bytes")
    }
}
