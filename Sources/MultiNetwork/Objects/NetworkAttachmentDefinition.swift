import CNI
public import ExactJSON

/// A NetworkAttachmentDefinition: the object that names a network and may hold its configuration (section 3).
public struct NetworkAttachmentDefinition: Sendable, Equatable {
    /// Group and version of the object (section 3.2).
    public static let apiVersion = "k8s.cni.cncf.io/v1"
    /// Kind of the object (section 3.2).
    public static let kind = "NetworkAttachmentDefinition"

    /// The object's namespace and name (section 3.3).
    public let reference: NetworkReference
    /// The text of a network configuration, not yet looked into. Nil if it is absent or empty: then the configuration is
    /// looked for on disk under the definition's name (section 3.4.1).
    public let config: String?
    /// The object's annotations; the device information specification gives one of them a meaning (section 4).
    public let annotations: [String: String]
    /// The device plugin's resource that backs the network, or nil (device information specification, section 4).
    /// Checked, because it becomes part of a file's name.
    public let resourceName: String?

    /// Reads the object as the API server or `kubectl get -o json` has it (section 3.2).
    ///
    /// - Parameter defaultNamespace: what an object without a namespace is in; without it such an object is refused.
    /// - Throws: the first member that can't be used.
    public init(_ object: JSONValue, defaultNamespace: String? = nil) throws(DefinitionError) {
        let reader = ObjectReader(path: "", value: object)
        try reader.require("apiVersion", toBe: Self.apiVersion)
        try reader.require("kind", toBe: Self.kind)
        let metadata = try reader.required("metadata")
        reference = try metadata.reference(defaultNamespace: defaultNamespace)
        annotations = try metadata.optional("annotations")?.strings() ?? [:]
        resourceName = try Self.resourceName(in: annotations, of: metadata)
        guard let config = try reader.optional("spec")?.optional("config") else {
            self.config = nil
            return
        }
        if config.value.object != nil { throw config.error(.configIsObject) }
        let text = try config.string()
        if text.utf8.count > Limits.definition { throw config.error(.tooLarge(limit: Limits.definition)) }
        self.config = text.isEmpty ? nil : text
    }

    /// Reads the text of the object (section 3.2), of at most 1 MiB.
    ///
    /// - Throws: what is no JSON, or the first member that can't be used.
    public init(json: [UInt8], defaultNamespace: String? = nil) throws(DefinitionError) {
        if json.count > Limits.definition { throw DefinitionError("", .tooLarge(limit: Limits.definition), at: nil) }
        let object: JSONValue
        do throws(JSONError) {
            object = try JSONParser.parse(json, limit: Limits.definition)
        } catch {
            throw DefinitionError("", .syntax(error), at: error.offset)
        }
        try self.init(object, defaultNamespace: defaultNamespace)
    }

    private static func resourceName(
        in annotations: [String: String], of metadata: ObjectReader
    ) throws(DefinitionError) -> String? {
        guard let name = annotations[Annotation.resourceName], !name.isEmpty else { return nil }
        do throws(InvalidName) {
            try KubernetesName.validateResource(name)
        } catch {
            throw DefinitionError(
                "metadata.annotations[\"\(Annotation.resourceName)\"]",
                .invalidName(name: name.shortened, rule: error.rule), at: metadata.value["annotations"]?.offset)
        }
        return name
    }
}
