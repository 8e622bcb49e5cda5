import Findings
import MarkedYAML
import MultiNetwork

/// The network status written by a person: it is what the pod got, not what it asks for.
struct StatusByHandCheck: PodCheck {
    private static let keys = [Annotation.status, "k8s.v1.cni.cncf.io/networks-status"]

    func check(_ pod: PodFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        // What the API server printed has it by right.
        let isPrinted = ["uid", "resourceVersion"].contains { pod.template["metadata"]?[$0] != nil }
        if isPrinted || pod.template["status"] != nil { return }
        for key in Self.keys {
            guard let entry = pod.annotations?.mapping?.entry(key) else { continue }
            sink.report(
                .statusByHand, at: pod.object.spot(entry.keyNode),
                "\(key) is written by hand, and it asks for nothing",
                label: pod.annotation(Annotation.networks) == nil
                    ? "did you mean \"\(Annotation.networks)\"?" : "remove it",
                notes: ["It says what a pod was attached to, and is overwritten when it is."])
        }
    }
}
