import CNI
import Glibc
import LinuxSystem

extension SandboxFolder {
    /// The record of that interface. Nil where there is no file, or one whose first line never became whole: then its
    /// writer died before it started anything.
    ///
    /// - Throws: `newerFormat`; `damagedJournal` if not even the first line of several can be believed; `otherSandbox`.
    package func readJournal(_ interface: String) throws(StoreError) -> Record? {
        try Self.validate(interface)
        return try Self.read(journalPath(interface), of: self, interface)
    }

    /// Opens the journal for appending, after cutting it to its last whole line. Lines that had to be cut away behind a
    /// damaged one leave a line that keeps the record marked as damaged. Of many attempts to detach the middle ones are
    /// dropped here, by replacing the file whole.
    ///
    /// - Parameters:
    ///   - create: makes the file, 0600, if there is none.
    ///   - record: what `readJournal` gave under the same lock; spares reading it again.
    package func openJournal(
        _ interface: String, create: Bool, after record: Record? = nil
    ) throws(StoreError) -> JournalWriter {
        try Self.validate(interface)
        let path = journalPath(interface)
        let file = try Self.openForAppending(path, create: create)
        let facts = try StoreError.reading { () throws(SystemFailure) in try FileFacts(file, name: path) }
        guard facts.kind == .file else { throw .unsafe(path, .notAFile) }
        if facts.size == 0 { return JournalWriter(file, path: path, size: 0) }
        let known = record?.wholeLength == facts.size ? record : try Self.read(path, of: self, interface)
        let length = known?.wholeLength ?? 0
        if let known, Self.compact(path, known) {
            let compacted = try Self.openForAppending(path, create: false)
            let size = try StoreError.reading { () throws(SystemFailure) in try FileFacts(compacted, name: path).size }
            return try Self.marking(known, JournalWriter(compacted, path: path, size: size))
        }
        if length < facts.size, ftruncate(file.number, length) != 0 {
            throw .system(SystemFailure("cut the torn end of", path))
        }
        let writer = JournalWriter(file, path: path, size: length)
        guard let known else { return writer }
        return try Self.marking(known, writer)
    }

    /// Ends the record: the journal becomes history, replacing an older one of the same sandbox and interface.
    package func moveToHistory(_ interface: String) throws(StoreError) {
        try Self.validate(interface)
        let path = journalPath(interface)
        guard unsafe rename(path, historyPath(interface)) == 0 else {
            throw .system(SystemFailure("move to the history", path))
        }
    }

    /// Unlinks a journal that can't be read, or of which not even the first line became whole. False where there is none.
    package func discardJournal(_ interface: String) throws(StoreError) -> Bool {
        try Self.validate(interface)
        return try Store.unlinkIfThere(journalPath(interface))
    }

    /// There is a file, whether or not a line of it is whole.
    package func hasJournal(_ interface: String) -> Bool {
        FileIdentity(path: journalPath(interface)) != nil
    }

    /// The journal was last written before this boot: it may have lost all its lines when the machine went down.
    package func journalIsOlderThanBoot(_ interface: String) -> Bool {
        guard let facts = try? FileFacts(path: journalPath(interface)) else { return false }
        return facts.modified + Clock.bootMicroseconds < Clock.wallMicroseconds
    }

    static func read(_ path: String, of folder: SandboxFolder, _ interface: String) throws(StoreError) -> Record? {
        var kind = FileFacts.Kind.file
        let bytes: [UInt8]
        do throws(SystemFailure) {
            let file = try OpenedFile(reading: path, flags: O_NOFOLLOW)
            kind = file.facts.kind
            bytes = kind == .file ? try file.bytes(limit: Limits.journal) : []
        } catch {
            if error.isNotFound { return nil }
            throw .system(error)
        }
        guard kind == .file else { throw .unsafe(path, .notAFile) }
        guard let record = try JournalReader(file: path, bytes: bytes).record() else { return nil }
        try folder.check(record.opening, interface, file: path)
        return record
    }
}

extension SandboxFolder {
    /// The id stands in the journal in full, and is compared.
    private func check(_ opening: JournalOpening, _ interface: String, file: String) throws(StoreError) {
        let isOurs = containerID.map { $0 == opening.containerID } ?? (Self.name(for: opening.containerID) == name)
        guard isOurs, opening.interface == interface else {
            throw .otherSandbox(
                file: file, found: "\(opening.containerID) \(opening.interface)".escapingControlCharacters,
                expected: "\(containerID ?? name) \(interface)")
        }
    }

    private static func openForAppending(_ path: String, create: Bool) throws(StoreError) -> Descriptor {
        do {
            let flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | (create ? O_CREAT : 0)
            return try Descriptor(opening: path, flags, mode: 0o600)
        } catch {
            throw .system(error)
        }
    }

    /// True if the file was replaced. Where it can't be, it grows on: a DEL doesn't fail for that.
    private static func compact(_ path: String, _ record: Record) -> Bool {
        let surplus = record.surplus
        guard !surplus.isEmpty, let bytes = try? Files.read(path, limit: Limits.journal + 1) else { return false }
        var kept: [UInt8] = []
        for (index, entry) in record.entries.enumerated() where !surplus.contains(index) { kept += bytes[entry.range] }
        do {
            try Files.replace(path, with: kept, mode: 0o600, durable: true)
            return true
        } catch {
            return false
        }
    }

    private static func marking(_ record: Record, _ writer: consuming JournalWriter) throws(StoreError) -> JournalWriter
    {
        var writer = writer
        if record.hasLostLines { try writer.append(.unknown(Record.damageStep)) }
        return writer
    }
}
