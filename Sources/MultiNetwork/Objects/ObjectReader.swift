import CNI
import ExactJSON

/// A member of a Kubernetes object with the path by which an error names it. Null counts as absent, as the API server has it.
struct ObjectReader {
    let path: String
    let value: JSONValue

    func error(_ cause: DefinitionError.Cause) -> DefinitionError {
        DefinitionError(path, cause, at: value.offset)
    }

    func wrongType(_ expected: String) -> DefinitionError {
        error(.wrongType(found: value.kindName, expected: expected))
    }

    func object() throws(DefinitionError) -> JSONObject {
        guard let object = value.object else { throw wrongType("an object") }
        return object
    }

    func string() throws(DefinitionError) -> String {
        guard let string = value.string else { throw wrongType("a string") }
        return string
    }

    func optional(_ key: String) throws(DefinitionError) -> ObjectReader? {
        guard let member = try object()[key], !member.isNull else { return nil }
        return ObjectReader(path: path.isEmpty ? key : path + "." + key, value: member)
    }

    func required(_ key: String) throws(DefinitionError) -> ObjectReader {
        guard let member = try optional(key) else {
            throw DefinitionError(path.isEmpty ? key : path + "." + key, .missing, at: value.offset)
        }
        return member
    }

    func require(_ key: String, toBe expected: String) throws(DefinitionError) {
        let member = try required(key)
        let found = try member.string()
        if found != expected { throw member.error(.wrongValue(found: found.shortened, expected: expected)) }
    }

    /// The text, if it keeps the rules of a kind of name.
    func name(_ validate: (String) throws(InvalidName) -> Void) throws(DefinitionError) -> String {
        let name = try string()
        do throws(InvalidName) {
            try validate(name)
        } catch {
            throw self.error(.invalidName(name: name.shortened, rule: error.rule))
        }
        return name
    }

    /// A map of strings to strings; of a repeated key the last value counts.
    func strings() throws(DefinitionError) -> [String: String] {
        var strings: [String: String] = [:]
        for member in try object().members {
            let reader = ObjectReader(path: "\(path)[\"\(member.key.shortened)\"]", value: member.value)
            strings[member.key] = try reader.string()
        }
        return strings
    }

    /// `namespace` and `name` of an object's metadata, which this is.
    func reference(defaultNamespace: String?) throws(DefinitionError) -> NetworkReference {
        let name = try required("name").name(KubernetesName.validateName)
        if let namespace = try optional("namespace") {
            return NetworkReference(
                checkedNamespace: try namespace.name(KubernetesName.validateNamespace), checkedName: name)
        }
        guard let defaultNamespace else { throw DefinitionError(path + ".namespace", .missing, at: value.offset) }
        return NetworkReference(checkedNamespace: defaultNamespace, checkedName: name)
    }
}
