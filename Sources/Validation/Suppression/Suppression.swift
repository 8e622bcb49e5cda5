import ExactJSON
import Findings
import MarkedYAML

/// Findings that somebody has looked at and wants to keep: told by an annotation of the object, `tartan/ignore`, a code and
/// a reason on each line.
struct Suppression: Sendable {
    /// On any object of Kubernetes.
    static let annotation = "tartan/ignore"

    let code: String
    let reason: String
    /// The code in the annotation.
    let spot: Spot
    let file: String
    /// The lines that the object takes up.
    let lines: ClosedRange<Int>

    /// What an object's annotation says; what can't be understood in it is reported.
    static func all(of object: KubernetesObject, _ sink: inout FindingSink) -> [Suppression] {
        guard let annotation = object.metadata?["annotations"]?[Self.annotation], let text = annotation.string else {
            return []
        }
        let inner = JSONText(object.file, in: annotation)
        let first = object.node.position.line
        let last = object.file.text.position(at: object.node.bytes.upperBound).line
        var found: [Suppression] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = Substring(line).split(maxSplits: 1, whereSeparator: { " \t:".contains($0) })
            guard let word = words.first else { continue }
            let start = text.utf8.distance(from: text.startIndex, to: word.startIndex)
            let spot = inner.spot(start..<start + word.utf8.count)
            let reason = words.count > 1 ? words[1].drop { " \t:".contains($0) } : ""
            let suppression = Suppression(
                code: word.uppercased(), reason: String(reason), spot: spot, file: object.file.name,
                lines: first...max(first, last))
            if suppression.isSound(&sink) { found.append(suppression) }
        }
        return found
    }

    static func isKnown(_ code: String) -> Bool { FindingCatalogue.kind(code) != nil }

    func covers(_ finding: Finding) -> Bool {
        finding.code == code && finding.place.file == file && lines.contains(finding.place.line)
    }

    private func isSound(_ sink: inout FindingSink) -> Bool {
        guard Self.isKnown(code) else {
            sink.report(
                .unsoundSuppression, at: spot, "\(Self.annotation) names \"\(code)\", and there is no such finding",
                label: "a code such as TN2003")
            return false
        }
        if reason.isEmpty {
            sink.report(
                .unsoundSuppression, at: spot, "\(Self.annotation) ignores \(code) without saying why",
                label: "write the reason behind it", notes: ["The finding is told until there is one."])
            return false
        }
        return true
    }
}
