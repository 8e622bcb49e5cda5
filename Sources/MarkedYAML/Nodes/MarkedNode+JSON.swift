package import ExactJSON

extension MarkedNode {
    /// The value as JSON. Numbers keep their spelling where it is JSON's, offsets are those of this text.
    ///
    /// - Throws: `numberNotInJSON` for `.inf` and `.nan`.
    package func json() throws(YAMLError) -> JSONValue {
        switch content {
        case .scalar(let scalar): return JSONValue(try json(scalar), offset: bytes.lowerBound)
        case .sequence(let nodes):
            var values: [JSONValue] = []
            values.reserveCapacity(nodes.count)
            for node in nodes { values.append(try node.json()) }
            return JSONValue(.array(values), offset: bytes.lowerBound)
        case .mapping(let mapping):
            var members: [JSONObject.Member] = []
            members.reserveCapacity(mapping.entries.count)
            for entry in mapping.entries {
                members.append(JSONObject.Member(key: entry.key, value: try entry.value.json()))
            }
            return JSONValue(.object(JSONObject(members)), offset: bytes.lowerBound)
        }
    }

    private func json(_ scalar: MarkedScalar) throws(YAMLError) -> JSONValue.Content {
        switch scalar.meaning {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .integer(let spelling): return .number(JSONNumber(spelled: spelling))
        case .float(let spelling):
            guard let spelling else { throw YAMLError(.numberNotInJSON(scalar.text), at: position) }
            return .number(JSONNumber(spelled: spelling))
        case .string: return .string(JSONString(scalar.text))
        }
    }
}
