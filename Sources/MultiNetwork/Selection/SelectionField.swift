import CNI
import ExactJSON

/// One value of an element, with the key by which an error names it.
struct SelectionField {
    let text: SelectionText
    let element: Int
    let key: String
    let value: JSONValue

    func error(_ cause: SelectionError.Cause) -> SelectionError {
        text.error(cause, element: element, key: key, value: value.string ?? value.text, at: value.offset ?? 0)
    }

    /// The text, if it keeps a rule.
    func string(
        _ rule: SelectionRule, where isAllowed: (String) -> Bool = { _ in true }
    ) throws(SelectionError) -> String {
        guard let string = value.string else { throw error(.wrongType(found: value.kindName, rule)) }
        guard isAllowed(string) else { throw error(.notAllowed(rule)) }
        return string
    }

    /// The integer, if it is written as one and in a range.
    func integer(_ rule: SelectionRule, in range: ClosedRange<Int64>) throws(SelectionError) -> Int64 {
        guard let number = value.number else { throw error(.wrongType(found: value.kindName, rule)) }
        guard let integer = Int64(number.spelling), range.contains(integer) else { throw error(.notAllowed(rule)) }
        return integer
    }

    func object(_ rule: SelectionRule) throws(SelectionError) -> JSONObject {
        guard let object = value.object else { throw error(.wrongType(found: value.kindName, rule)) }
        return object
    }

    func list(_ rule: SelectionRule) throws(SelectionError) -> [SelectionField] {
        guard let values = value.array else { throw error(.wrongType(found: value.kindName, rule)) }
        return values.enumerated().map { index, value in
            SelectionField(text: text, element: element, key: "\(key)[\(index)]", value: value)
        }
    }

    /// A member of the object that this value is; null counts as absent.
    func member(_ name: String) -> SelectionField? {
        guard let member = value[name], !member.isNull else { return nil }
        return SelectionField(text: text, element: element, key: "\(key).\(name)", value: member)
    }

    /// A text by the grammar of a kind of name.
    func name<Name>(
        _ rule: SelectionRule, _ make: (String) throws(InvalidName) -> Name
    ) throws(SelectionError) -> Name {
        let text = try string(rule)
        do throws(InvalidName) {
            return try make(text)
        } catch {
            throw self.error(.invalidName(rule, rule: error.rule))
        }
    }
}
