import TartanStore

/// Records that can't be read, or have lost lines.
struct RecordDamageCheck: DoctorCheck {
    let id = "damaged-records"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard (try? node.store.opened.get()) != nil else { return .skipped("there is no store that could be read") }
        let findings = node.store.damaged.map { key, why in
            DoctorFinding.problem(
                "The record \(key) is damaged, so its DEL may not detach everything.",
                evidence: [node.onNode("\(why).")],
                repair: node.storeCommand("gc --forget \("\(key.sandbox)/\(key.interface)".shellWord)")
                    + "         (runs nothing, says what it leaves)")
        }
        return .found(findings, else: "every record can be read")
    }
}
