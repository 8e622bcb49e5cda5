import LinuxSystem

extension Record {
    /// Lines may be missing: one in the middle was damaged, or the machine went down before ADD had answered, and with it
    /// the newest lines.
    package func mayLackLines(bootID: String = BootID.current()) -> Bool {
        if isClosed { return false }
        return isDamaged || opening.bootID != bootID && answer == nil && !isUndone
    }

    /// The binaries that DEL runs, in the order of their starts: those that are outstanding. Where start lines
    /// may be missing, every binary of the plan that isn't known to be detached: an ADD may have been started for it, and a
    /// DEL too many does no harm.
    package func toDetach(bootID: String = BootID.current()) -> [JournalBinary] {
        mayLackLines(bootID: bootID) ? notDetached : outstanding
    }

    /// Not even the plan is known, so neither is what was started.
    package var lacksPlan: Bool { attachments.isEmpty && mayLackLines() }

    /// Every binary of the plan that isn't known to be detached.
    package var notDetached: [JournalBinary] {
        var done = Set<JournalBinary>()
        for call in calls {
            switch call.start.verb {
            case "ADD" where call.refusal == nil: done.remove(call.binary)
            case "ADD": done.insert(call.binary)
            case "DEL" where call.end?.succeeded == true: done.insert(call.binary)
            default: break
            }
        }
        return attachments.indices.flatMap { attachment in
            attachments[attachment].plugins.indices.map { JournalBinary(attachment: attachment, plugin: $0) }
        }.filter { !done.contains($0) }
    }
}
