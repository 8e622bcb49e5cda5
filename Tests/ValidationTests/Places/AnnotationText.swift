import TestKit

/// An object that asks for networks in an annotation written in one style, and what else the file has.
struct AnnotationText {
    /// Whose annotation it is and how it stands in the file.
    enum Surroundings: CaseIterable, Sendable {
        case pod, deployment, cronJob, list, laterDocument, flow, alias, explicitKey, json, jsonDeployment

        func allows(_ style: StyledText.Style) -> Bool {
            switch self {
            case .json, .jsonDeployment: style == .json
            case .flow: style == .singleQuoted || style == .doubleQuoted
            case .pod, .deployment, .cronJob, .list, .laterDocument, .alias, .explicitKey: style != .json
            }
        }
    }

    let text: MarkedText

    init(
        _ tokens: [StyledText.Token], _ mark: Int, _ style: StyledText.Style, _ around: Surroundings,
        _ random: inout SeededGenerator
    ) {
        let frame = Self.frame(around)
        let inner = StyledText(tokens, style, parent: frame.parent, &random)
        let properties = around == .alias ? "&n " : ["", "", "&n ", "!!str  "].randomElement(using: &random) ?? ""
        let head = Array((frame.head + (style == .json ? "" : properties)).unicodeScalars)
        let range = inner.ranges[mark]
        text = MarkedText(
            scalars: head + inner.written + Array(frame.tail.unicodeScalars),
            mark: head.count + range.lowerBound..<head.count + range.upperBound,
            name: style == .json ? "web.json" : "web.yaml", isWindows: Bool.random(using: &random),
            hasMark: Bool.random(using: &random))
    }

    private struct Frame {
        let head: String
        /// How far the mapping is indented that the text is in.
        let parent: Int
        let tail: String
    }

    private static let key = "k8s.v1.cni.cncf.io/networks"
    private static let annotations = "  annotations:\n    note: 漢😀\n    \(key): "
    private static let container = "containers: [{name: a, image: b}]"
    private static let jsonContainer = #""containers": [{"name": "a", "image": "b"}]"#

    private static func frame(_ around: Surroundings) -> Frame {
        switch around {
        case .pod:
            return Frame(
                head: "# é\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n\(annotations)", parent: 4,
                tail: "\nspec: {\(container)}\n")
        case .deployment:
            let selector = "  selector: {matchLabels: {a: b}}\n"
            return Frame(
                head: "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n" + selector
                    + "  template:\n    metadata:\n      labels: {a: b}\n      annotations:\n        \(key): ",
                parent: 8, tail: "\n    spec: {\(container)}\n")
        case .cronJob:
            return Frame(
                head: "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web}\nspec:\n  schedule: '* * * * *'\n"
                    + "  jobTemplate:\n   spec:\n    template:\n     spec: {restartPolicy: Never, \(container)}\n"
                    + "     metadata:\n      annotations:\n       note: e\u{301}\n       \(key):   ",
                parent: 7, tail: "\n       after: x\n")
        case .list:
            let pod = "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: "
            return Frame(
                head: "kind: List\napiVersion: v1\nitems:\n\(pod)db\n\(pod)web\n    annotations: \n      \(key):\t",
                parent: 6, tail: "\n  spec: {\(container)}\n")
        case .laterDocument:
            return Frame(
                head:
                    "a: '😀\n\n  --- '\n---\n# e\u{301}\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n\(annotations)",
                parent: 4, tail: "\n...\n---\nb: c\n")
        case .flow:
            return Frame(
                head: "--- {apiVersion: v1, kind: Pod, metadata: {annotations: {note: 'e\u{301}', \(key): ", parent: 0,
                tail: "\n}, name: web}}\n")
        case .alias:
            return Frame(
                head: "x-networks: ", parent: 0,
                tail: "\napiVersion: v1\nkind: Pod\nmetadata: {name: web, annotations: {note: é, \(key): *n }}\n")
        case .explicitKey:
            return Frame(
                head: "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    ? \"\(key)\"\n    : ",
                parent: 4, tail: "\n    note: a\n")
        case .json:
            return Frame(
                head: #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "annotations": {"\#(key)": "#,
                parent: 0, tail: "}}}\n")
        case .jsonDeployment:
            return Frame(
                head: #"{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"#
                    + #""selector": {"matchLabels": {"a": "é"}}, "template": {"metadata": {"annotations": {"#
                    + "\"note\": \"\\ud83d\\ude00e\u{301}\", \"\(key)\": ", parent: 0,
                tail: "}}, \"spec\": {\(jsonContainer)}}}}\n")
        }
    }
}
