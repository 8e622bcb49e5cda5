import Findings
import MultiNetwork

/// What an annotation as a whole may be wrong in.
struct WholeAnnotation {
    private let annotation: SelectionAnnotation

    init(_ annotation: SelectionAnnotation) {
        self.annotation = annotation
    }

    /// - Parameter found: what it is instead.
    func noList(_ found: String, at spot: Spot, _ sink: inout FindingSink) {
        let isNull = found == "null"
        sink.report(
            .selectionNoList, at: spot, "\(annotation.key) is \(found), and it has to be a list",
            label: isNull ? "leave the annotation out" : "put it between \"[\" and \"]\"",
            notes: [
                isNull
                    ? "Multus looks for a network that is called \"null\"; Tartan refuses the annotation."
                    : SelectionAnnotation.bothRefuse
            ])
    }

    func empty(at spot: Spot, _ sink: inout FindingSink) {
        sink.report(
            .emptySelection, at: spot, "\(annotation.key) names no network",
            label: annotation.isDefaultNetwork ? "the pod gets the cluster network" : "the pod gets no further network")
    }

    /// - Parameter spot: of the first that is too many.
    func tooMany(_ count: Int, at spot: Spot, _ sink: inout FindingSink) {
        if annotation.isDefaultNetwork {
            sink.report(
                .severalDefaultNetworks, at: spot, "\(annotation.key) names \(count) networks", label: "one is allowed",
                notes: [
                    "It says what replaces the cluster network. Further ones belong into \(Annotation.networks). \(SelectionAnnotation.bothRefuse)"
                ])
        } else {
            sink.report(
                .tooManySelections, at: spot, "\(annotation.key) names \(count) networks",
                label: "at most \(annotation.limit) are allowed", notes: [SelectionAnnotation.tartanRefuses])
        }
    }
}
