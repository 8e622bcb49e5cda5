import ExactJSON
import MarkedYAML

/// Reads what must hold between keys.
struct ConditionReader {
    let file: String

    /// A mapping of keys to `given`, `absent` or a list of values.
    func conditions(_ node: MarkedNode, _ name: String) throws(CatalogueError) -> [KeyCondition] {
        let fields = try FieldReader(node, in: file, "\"\(name)\"")
        var conditions: [KeyCondition] = []
        for entry in node.mapping?.entries ?? [] {
            conditions.append(KeyCondition(key: entry.key, test: try test(entry.value, fields)))
        }
        return conditions
    }

    private func test(_ node: MarkedNode, _ fields: FieldReader) throws(CatalogueError) -> KeyCondition.Test {
        switch node.string {
        case "given": return .given
        case "absent": return .absent
        default: break
        }
        guard let nodes = node.sequence else {
            throw CatalogueError(file, node.position, "a condition is \"given\", \"absent\" or a list of values")
        }
        var values: [JSONValue] = []
        for node in nodes { values.append(try fields.value(node)) }
        return .isOneOf(values)
    }

    func rules(_ nodes: [MarkedNode]) throws(CatalogueError) -> [KeyRule] {
        var rules: [KeyRule] = []
        for node in nodes { rules.append(try rule(node)) }
        return rules
    }

    private func rule(_ node: MarkedNode) throws(CatalogueError) -> KeyRule {
        var fields = try FieldReader(node, in: file, "a rule")
        var demands: [KeyRule.Demand] = []
        let kinds: [(String, ([String]) -> KeyRule.Demand)] = [
            ("atLeastOne", { .atLeastOne($0) }), ("atMostOne", { .atMostOne($0) }),
            ("exactlyOne", { .exactlyOne($0) }), ("together", { .together($0) }), ("ordered", { .ordered($0) }),
        ]
        for (name, demand) in kinds {
            let keys = try fields.strings(name)
            if !keys.isEmpty { demands.append(demand(keys)) }
        }
        if let node = fields.node("inside") {
            var inner = try FieldReader(node, in: file, "\"inside\"")
            demands.append(.inside(of: try inner.requiredString("of"), keys: try inner.strings("keys")))
            try inner.finish()
        }
        let when = try fields.node("when").map { node throws(CatalogueError) in try conditions(node, "when") }
        let severity: KeyRule.Severity? = try fields.choice("severity")
        let because = try fields.requiredString("because")
        try fields.finish()
        guard let demand = demands.first, demands.count == 1 else {
            let names = (kinds.map(\.0) + ["inside"]).joined(separator: ", ")
            throw CatalogueError(file, node.position, "a rule has exactly one of: \(names)")
        }
        return KeyRule(demand: demand, when: when ?? [], severity: severity ?? .error, because: because)
    }
}
