import CNI
import ExactJSON
import Findings
import MarkedYAML
import MultiNetwork

/// Reads the annotations by which a pod names networks.
struct SelectionReader {
    private let object: KubernetesObject
    private let context: ValidationContext

    init(_ object: KubernetesObject, _ context: ValidationContext) {
        self.object = object
        self.context = context
    }

    /// The networks annotation; nothing where it can't be read, which is reported.
    func networks(_ annotation: MarkedNode, podNamespace: String, _ sink: inout FindingSink) -> [SelectionUse] {
        guard let text = annotation.string else { return [] }
        do throws(SelectionError) {
            let selections = try NetworkSelection.parse(text, podNamespace: podNamespace)
            return uses(selections, in: annotation)
        } catch {
            report(error, Annotation.networks, annotation, text, &sink)
            return []
        }
    }

    func defaultNetwork(_ annotation: MarkedNode, _ sink: inout FindingSink) -> SelectionUse? {
        guard let text = annotation.string else { return nil }
        do throws(SelectionError) {
            let namespace = context.settings.multusNamespace
            let selection = try NetworkSelection.parseDefaultNetwork(text, namespace: namespace)
            return uses([selection].compactMap { $0 }, in: annotation).first
        } catch {
            report(error, Annotation.defaultNetwork, annotation, text, &sink)
            return nil
        }
    }

    /// Joins selections with the places of their elements.
    private func uses(_ selections: [NetworkSelection], in annotation: MarkedNode) -> [SelectionUse] {
        let text = JSONText(object.file, in: annotation)
        let first = text.bytes.first { !" \t\r\n".utf8.contains($0) }
        if first == UInt8(ascii: "["), let root = try? JSONParser.parse(text.bytes, limit: Limits.annotation) {
            let elements = JSONCursor(root, in: text).elements ?? []
            return zip(selections, elements).map { SelectionUse($0, at: ($1["name"] ?? $1).spot, element: $1) }
        }
        return zip(selections, text.bytes.split(separator: UInt8(ascii: ","))).map { selection, item in
            let blank = item.prefix { " \t\r\n".utf8.contains($0) }.count
            let end = item.lastIndex { !" \t\r\n".utf8.contains($0) } ?? item.endIndex - 1
            return SelectionUse(selection, at: text.spot(item.startIndex + blank..<end + 1))
        }
    }

    private func report(
        _ error: SelectionError, _ key: String, _ annotation: MarkedNode, _ text: String, _ sink: inout FindingSink
    ) {
        let bytes = JSONText(object.file, in: annotation)
        let offset = TextOffset.of(error.position, in: text)
        let spot = bytes.spot(bytes.token(at: offset))
        sink.report(.invalidSelection, at: spot, "\(key): \(error.reason)", label: error.allowed)
    }
}
