import TartanCore
import Validation

/// CRI-O takes every address of the answer for the pod's own.
struct ResultModeCheck: DoctorCheck {
    let id = "result"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let settings = node.configuration?.settings else { return .skipped("Tartan isn't configured") }
        guard node.runtime?.kind == .crio else { return .skipped("only CRI-O takes every address for a pod IP") }
        if settings.answerMode == .primary { return .passed("CRI-O is answered with the cluster network's addresses") }
        return .found([
            .problem(
                "CRI-O gives pods the addresses of all their networks as pod IPs: \"result\" is \"merged\".",
                evidence: [node.configuration?.path ?? ""], repair: node.command("init --apply"))
        ])
    }
}
