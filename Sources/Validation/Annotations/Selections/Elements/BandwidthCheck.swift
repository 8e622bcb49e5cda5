import ExactJSON
import Findings
import MultiNetwork

/// The limits of bandwidth that an element asks for.
struct BandwidthCheck {
    let value: SelectionValue

    func check(_ sink: inout FindingSink) {
        guard value.isObject(.bandwidth, &sink) else { return }
        SelectionKeyCheck(owner: value.subject, known: SelectionKeys.bandwidth).check(value.cursor, &sink)
        if SelectionKeys.bandwidth.allSatisfy({ value.member($0) == nil }) {
            let members = value.cursor.members
            let isMisspelt = members.contains { SelectionKeys.meant($0.key, in: SelectionKeys.bandwidth) != nil }
            if !isMisspelt || members.allSatisfy({ SelectionKeys.bandwidth.contains($0.key) }) {
                EmptyRequest(value: value, label: "a rate is expected, or leave the key out").report(&sink)
            }
        }
        for direction in ["ingress", "egress"] {
            let rate = value.member(direction + "Rate")
            let burst = value.member(direction + "Burst")
            for number in [rate, burst].compactMap({ $0 }) { check(number, &sink) }
            guard rate == nil, burst != nil, let key = value.cursor.member(direction + "Burst") else { continue }
            sink.report(
                .selectionBurstAlone, at: key.spot,
                "\(value.subject) has \"\(direction)Burst\" without \"\(direction)Rate\"",
                label: "\"\(direction)Rate\" is missing",
                notes: ["A burst is what may go beyond a rate. Tartan refuses the annotation."])
        }
    }

    private func check(_ value: SelectionValue, _ sink: inout FindingSink) {
        guard let number = value.number(.rate, &sink) else { return }
        if let bits = Int64(number.spelling), bits > 0 { return }
        let isZero = number.spelling == "0"
        sink.report(
            .selectionRate, at: value.cursor.spot,
            "\(value.subject) is \(number.spelling.cutForMessage), which is no number of bits",
            label: isZero ? "leave the key out for no limit" : "a whole number such as 10000000, in bits",
            notes: ["Tartan refuses the annotation."])
    }
}
