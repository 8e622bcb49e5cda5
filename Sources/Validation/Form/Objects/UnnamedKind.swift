import Findings
import MarkedYAML

/// A document that isn't told to be of any kind.
struct UnnamedKind {
    let file: SourceFile
    let node: MarkedNode

    /// - Returns: whether it is meant for Tartan's business; then it was reported.
    func report(_ sink: inout FindingSink) -> Bool {
        guard let version = node["apiVersion"]?.string, version.hasPrefix(KindSlip.group) else { return false }
        let folded = node.mapping?.entries.first { $0.key.lowercased() == "kind" }
        let place = folded.map { $0.key == "kind" ? $0.value : $0.keyNode } ?? node
        sink.report(
            .missingKind, at: Spot(file, place),
            folded == nil ? "this object of \(version) has no kind" : "the kind of this object can't be read",
            label: folded.map { $0.key == "kind" ? "it is \($0.value.kindName)" : "did you mean \"kind\"?" }
                ?? "kind: NetworkAttachmentDefinition is missing")
        return true
    }
}
