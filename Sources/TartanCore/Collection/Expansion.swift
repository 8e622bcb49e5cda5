import TartanStore

/// What the runtime's list means to delegates: it names sandboxes by the runtime's interface, delegates know their own.
struct Expansion {
    let records: [Record]

    /// The runtime's list, every attachment of each listed sandbox, and all attachments under other runtime names.
    /// Records that are left although nobody lists them were spared, and are valid too.
    func expand(_ valid: Set<ValidAttachment>) -> [ValidAttachment] {
        var expanded = valid.sorted { ($0.containerID, $0.interface) < ($1.containerID, $1.interface) }
        for record in records {
            expanded.append(
                ValidAttachment(containerID: record.opening.containerID, interface: record.opening.interface))
            for attachment in record.attachments {
                expanded.append(
                    ValidAttachment(containerID: record.opening.containerID, interface: attachment.interface))
            }
        }
        return expanded
    }
}
