import ExactJSON
import Findings

/// Keys that nobody knows. Private ones have a dot; what begins with `_` is a remark.
struct SelectionKeyCheck {
    /// As messages name it: `network "storage"`, `"bandwidth" of network "storage"`.
    let owner: String
    let known: [String]

    func check(_ cursor: JSONCursor, except told: String? = nil, _ sink: inout FindingSink) {
        for member in cursor.members where !known.contains(member.key) && member.key != told {
            if member.key.utf8.contains(UInt8(ascii: ".")) || member.key.utf8.first == UInt8(ascii: "_") { continue }
            if let folded = known.first(where: { $0.lowercased() == member.key.lowercased() }) {
                sink.report(
                    .selectionKeyLetterCase, at: member.spot,
                    "\(owner) has the key \"\(member.key.cutForMessage)\", in other letters than it is spelt",
                    label: "write \"\(folded)\"",
                    notes: ["Multus reads keys in any letter case; Tartan passes over this one."],
                    replacement: "\"\(folded)\"")
                continue
            }
            let meant = SelectionKeys.meant(member.key, in: known)
            sink.report(
                .unknownSelectionKey, at: member.spot,
                "\(owner) has the key \"\(member.key.cutForMessage)\", which nobody reads",
                label: meant.map { "did you mean \"\($0)\"?" }
                    ?? "known are \(known.filter { $0 != "interfaceRequest" }.joined(separator: ", "))",
                notes: ["Tartan and Multus pass over keys that they don't know."],
                replacement: meant.map { "\"\($0)\"" })
        }
    }
}
