import CNI
import ExactJSON

/// The JSON form of the annotation: a list of objects (section 4.1.2).
struct ListForm {
    let text: SelectionText
    let namespace: String
    let limit: Int
    let isDefaultNetwork: Bool

    func elements() throws(SelectionError) -> [SelectedElement] {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONParser.parse(text.bytes, limit: Limits.annotation)
        } catch {
            throw text.error(.syntax(error), at: error.offset)
        }
        guard let values = document.array else {
            throw text.error(.notAList(found: document.kindName), at: document.offset ?? 0)
        }
        var elements: [SelectedElement] = []
        for (index, value) in values.enumerated() {
            if index == limit {
                throw text.error(.tooMany(limit: limit), element: index + 1, at: value.offset ?? 0)
            }
            let reader = ElementReader(
                text: text, element: index + 1, podNamespace: namespace,
                isDefaultNetwork: isDefaultNetwork)
            elements.append(try reader.read(value))
        }
        return elements
    }

    /// Those elements that can be read, each by itself; none where the whole is no list.
    func usable() -> [NetworkSelection] {
        guard let values = (try? JSONParser.parse(text.bytes, limit: Limits.annotation))?.array else { return [] }
        return values.prefix(limit).enumerated().compactMap { index, value in
            let reader = ElementReader(
                text: text, element: index + 1, podNamespace: namespace, isDefaultNetwork: isDefaultNetwork)
            return try? reader.read(value).selection
        }
    }
}
