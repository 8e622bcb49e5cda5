import TestKit

/// A definition whose configuration is written in one style, and what else the file has.
struct DefinitionText {
    /// How the definition and its configuration stand in the file.
    enum Surroundings: CaseIterable, Sendable {
        case block, flow, list, laterDocument, alias, mergedAlias, ownLine, explicitKey, json, jsonList

        func allows(_ style: StyledText.Style) -> Bool {
            switch self {
            case .json, .jsonList: style == .json
            case .flow: style == .singleQuoted || style == .doubleQuoted
            case .block, .list, .laterDocument, .alias, .mergedAlias, .ownLine, .explicitKey: style != .json
            }
        }
    }

    let text: MarkedText

    init(
        _ tokens: [StyledText.Token], _ mark: Int, _ style: StyledText.Style, _ around: Surroundings,
        _ random: inout SeededGenerator
    ) {
        let frame = Self.frame(around, &random)
        let inner = StyledText(tokens, style, parent: frame.parent, &random)
        let head = Array((frame.head + (style == .json ? "" : Self.properties(around, &random))).unicodeScalars)
        let range = inner.ranges[mark]
        text = MarkedText(
            scalars: head + inner.written + Array(frame.tail.unicodeScalars),
            mark: head.count + range.lowerBound..<head.count + range.upperBound,
            name: style == .json ? "lan.json" : "lan.yaml", isWindows: Bool.random(using: &random),
            hasMark: Bool.random(using: &random))
    }

    /// Anchors and tags in front of the text.
    private static func properties(_ around: Surroundings, _ random: inout SeededGenerator) -> String {
        let space = [" ", "  ", around == .ownLine ? "  # é\n        " : "\t"].randomElement(using: &random) ?? " "
        let anchor = around == .alias ? "&c" + space : ["", "", "&c" + space].randomElement(using: &random) ?? ""
        let tag = ["", "", "!!str", "!", "!<tag:yaml.org,2002:str>"].randomElement(using: &random) ?? ""
        if tag.isEmpty { return anchor }
        return Bool.random(using: &random) ? tag + space + anchor : anchor + tag + space
    }

    private struct Frame {
        let head: String
        /// How far the mapping is indented that the text is in.
        let parent: Int
        let tail: String
    }

    private static let kind = "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\n"
    private static let flowKind = "apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition"
    private static let jsonKind = #""apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition""#

    private static let wan = #"{"cniVersion": "1.0.0", "type": "macvlan"}"#

    private static func frame(_ around: Surroundings, _ random: inout SeededGenerator) -> Frame {
        let remark =
            ["", "# e\u{301} 漢\n", "\n\n", "%YAML 1.1\n---\n", "--- # 😀\n"].randomElement(using: &random) ?? ""
        switch around {
        case .block:
            return Frame(
                head: remark + kind + "metadata:\n  name: lan\nspec:\n  config: ", parent: 2, tail: "\n# 😀\n")
        case .flow:
            let notes = "annotations: {owner: 'e\u{301}', team: \"漢😀\"}"
            return Frame(
                head: remark + "{\(flowKind), metadata: {name: lan, \(notes)}, spec: {config: ", parent: 0,
                tail: " }\t}\n")
        case .list:
            let item = "- " + kind.replacing("\n", with: "\n  ")
            let good = item + "metadata: {name: wan}\n  spec: {config: '\(wan)'}\n"
            let bad = item + "metadata: {name: lan}\n  spec:\n    config:   "
            return Frame(head: remark + "kind: List\napiVersion: v1\nitems:\n" + good + bad, parent: 4, tail: "\n")
        case .laterDocument:
            return Frame(
                head: remark + "a: |\n  --- 漢\n  x\n---\n---\n# é\n" + kind
                    + "metadata: {name: lan}\nspec:\n       config: ", parent: 7, tail: "\n---\nb: 'c'\n...\n")
        case .alias:
            return Frame(
                head: remark + kind + "metadata:\n  name: lan\n  annotations:\n    example.com/text: ", parent: 4,
                tail: "\nspec: {config: *c }\n")
        case .mergedAlias:
            let item = "- " + kind.replacing("\n", with: "\n  ")
            return Frame(
                head: remark + "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n"
                    + "  metadata: {name: lan}\n  data: &base\n    config: ",
                parent: 4, tail: "\n\(item)metadata: {name: lan}\n  spec:\n    <<: *base\n")
        case .ownLine:
            return Frame(
                head: remark + kind + "metadata:\n  name: lan\nspec:\n  config:  # 😀\n     ", parent: 2, tail: "\n")
        case .explicitKey:
            return Frame(
                head: remark + kind + "metadata:\n  name: lan\nspec:\n  ? config\n  : ", parent: 2, tail: "\n")
        case .json:
            return Frame(
                head: "{\(jsonKind), \"metadata\": {\"name\": \"lan\"}, \"spec\":\n\t{\"config\": ", parent: 0,
                tail: "}\r}\n")
        case .jsonList:
            let good =
                #"{\#(jsonKind), "metadata": {"name": "wan"}, "spec": {"config": "\#(wan.replacing("\"", with: "\\\""))"}}"#
            let bad =
                #"{\#(jsonKind), "metadata": {"name": "lan", "annotations": {"owner": "\ud83d\ude00é"}}, "spec":{"config":"#
            return Frame(
                head: #"{"kind": "List", "apiVersion": "v1", "items": ["# + good + ",\n" + bad, parent: 0,
                tail: "}}]}\n")
        }
    }
}
