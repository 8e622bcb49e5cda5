import CNI

/// What a call will attach, in order, the cluster network first. It can only be built valid: names don't clash and every
/// binary was found.
package struct Plan: Sendable, Equatable {
    package let attachments: [Attachment]
    /// What is wrong with a networks annotation that was ignored whole because of it.
    package let ignored: PlanError?

    /// - Parameter held: interface names of the sandbox's other records, and who has them.
    init(
        _ attachments: [Attachment], held: Holders, heldProjects: Holders = Holders(), ignored: PlanError? = nil
    ) throws(PlanError) {
        self.ignored = ignored
        guard attachments.count <= Limits.attachments else { throw .tooMany(attachments.count) }
        var owners = Holders()
        for attachment in attachments {
            let name = attachment.interface.text
            if let owner = owners[name] {
                throw .interfaceClash(name, first: owner, second: attachment.origin.description)
            }
            if let holder = held[name] {
                throw .interfaceHeld(name, wanted: attachment.origin.description, holder: holder)
            }
            owners[name] = attachment.origin.description
        }
        let takers = attachments.filter { $0.defaultRoute != nil }.map(\.origin.description)
        if takers.count > 1 { throw .defaultRouteTwice(first: takers[0], second: takers[1]) }
        try PlanRules.check(attachments, held: heldProjects)
        self.attachments = attachments
    }
}
