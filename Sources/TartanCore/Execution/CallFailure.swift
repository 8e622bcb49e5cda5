package import CNI
package import LinuxSystem
package import TartanStore

/// Why a call failed, stage by stage. `CNIError(_:subject:…)` turns it into what the runtime is told.
package enum CallFailure: Error, Equatable, Sendable {
    case input(SystemFailure)
    case settings(SettingsError)
    case invocation(InvocationError)
    case notReady(file: String, milliseconds: Int)
    /// A daemon that a plugin needs has not made yet what its ADD needs.
    case unmet(UnmetNeed)
    case plan(PlanError)
    case store(StoreError)
    case stillRunning(String)
    case alreadyAttached(interface: String)
    case delegate(DelegateFailure)
    case attachment(AttachmentError)
    case interrupted(signal: Int32)
    /// DELs that failed, and how many others of that call succeeded.
    case detaching(first: DelegateFailure, others: [DelegateFailure], succeeded: Int)
    case noRecord(interface: String)
    case unfinished(interface: String)
    case deadline(during: String)
    /// The delegates' GC was not run: somebody else's state, which says what is still attached, can't be read.
    case foreignState(path: String, reason: String)
    /// Parts of Multus' state of a sandbox can't be used; what else is known was detached.
    case takeover(sentence: String, facts: [String])
}

extension CallFailure {
    /// One sentence without the subject, what to do next, and the facts of a plugin's failure.
    var explained: (sentence: String, advice: String?, facts: [String]) {
        switch self {
        case .input(let failure):
            ("standard input can't be read: \(failure)", "At most \(Limits.configuration) bytes are read.", [])
        case .settings(let error): (error.description, "docs/configuration.md has a row for each key.", [])
        case .invocation(let error): (error.description, error.advice, [])
        case .notReady(let file, let milliseconds):
            (
                "the readiness indicator \(file.escapingControlCharacters) did not appear within \(milliseconds) ms",
                "The cluster network's daemon makes it once it is ready.", []
            )
        case .unmet(let need): (need.sentence, need.advice, [])
        case .plan(let error): (error.explained.sentence, error.explained.advice, [])
        case .store(let error): (error.description, nil, [])
        case .stillRunning(let holders):
            (
                "a binary of an earlier call does not end: \(holders)",
                "Nothing was started beside it, and the record is kept: try again once it has ended.", []
            )
        case .alreadyAttached(let interface):
            (
                "\(interface) is already attached",
                "A DEL must come before the next ADD: nothing was started or changed.", []
            )
        case .delegate(let failure): (failure.sentence, failure.advice, failure.facts)
        case .attachment(let error): (error.explained.sentence, error.explained.advice, [])
        case .interrupted(let signal):
            ("Tartan got signal \(signal) and ended the call", "The runtime may call again.", [])
        case .detaching(let first, let others, let succeeded):
            (
                first.sentence,
                (succeeded > 0 ? "Everything else was detached; the" : "No DEL of this call succeeded; the")
                    + " next DEL tries this again, and so does tartanctl gc if there is a record. "
                    + "To give a record up: tartanctl gc --forget SANDBOX[/INTERFACE].",
                first.facts + others.map { "Also: \($0.sentence)." }
            )
        case .noRecord(let interface):
            ("there is no record of \(interface) in this sandbox", "It has to be attached (anew): DEL, then ADD.", [])
        case .unfinished(let interface):
            ("the last call for \(interface) has not ended or was cut off", "DEL cleans it up.", [])
        case .deadline(let action):
            (
                "the time for the call ran out during \(action)",
                "\"logLevel\": \"debug\" with a \"logFile\" tells how long each binary took.", []
            )
        case .foreignState(let path, let reason):
            (
                "\(path.escapingControlCharacters), which says what Multus still has attached, can't be read: \(reason)",
                "Until it can be read, or is moved away, delegates are not told what they may free.", []
            )
        case .takeover(let sentence, let facts):
            (
                sentence,
                "This is said once. Addresses that are left with nobody: tartanctl gc --leases --dry-run", facts
            )
        }
    }

    var code: CNIError.Code {
        switch self {
        case .input: .inputOutput
        case .settings(let error): error.code
        case .invocation(let error): error.code
        case .plan(let error): error.code
        case .store(let error): error.code
        case .delegate(let failure), .detaching(let failure, _, _): failure.code
        case .attachment(let error): error.code
        case .notReady, .unmet, .stillRunning, .interrupted, .unfinished, .deadline: .tryAgainLater
        case .alreadyAttached: .invalidEnvironment
        case .noRecord: .unknownContainer
        case .foreignState, .takeover: .inputOutput
        }
    }
}

extension CallFailure {
    /// Nil where none failed.
    ///
    /// - Parameter tried: how many DELs were due.
    static func detaching(_ failures: [DelegateFailure], of tried: Int) -> CallFailure? {
        guard let first = failures.first else { return nil }
        return .detaching(
            first: first, others: Array(failures.dropFirst()), succeeded: tried - failures.count)
    }

    /// Sentence and facts, for a log line about a failure that may not become the answer.
    package var told: String { ([explained.sentence] + explained.facts).joined(separator: ". ") }

    /// What is true where there is nothing better to say. A GC or CHECK that fails late has done a part of its work.
    fileprivate var lastResort: String {
        switch self {
        case .input, .settings, .invocation: "Nothing was started or changed."
        case .notReady, .unmet, .plan, .store, .stillRunning, .alreadyAttached, .delegate, .attachment, .interrupted,
            .detaching,
            .noRecord, .unfinished, .deadline, .foreignState, .takeover:
            "The same call can be repeated once the cause is gone."
        }
    }
}

extension SettingsError {
    var code: CNIError.Code {
        switch self {
        case .syntax, .notAnObject: .undecodable
        case .unknownVersion: .incompatibleVersion
        case .unusable, .missingName, .invalidName, .noClusterNetwork: .invalidConfiguration
        }
    }
}

extension InvocationError {
    var advice: String {
        switch self {
        case .hostNamespace:
            "A pod of the host's own network needs no plugin; every other one needs a sandbox of its own."
        case .noNamespace: "The sandbox is gone or was never made: the runtime makes it before it calls ADD."
        case .unsupported: "To have it called, raise \"cniVersion\" in Tartan's configuration."
        case .unknownCommand, .missing, .invalid, .arguments, .podName:
            "The runtime sets these variables; to see a right call, make one by hand: tartanctl run"
        }
    }

    var code: CNIError.Code {
        if case .unsupported = self { .incompatibleVersion } else { .invalidEnvironment }
    }
}

extension StoreError {
    var code: CNIError.Code {
        switch self {
        case .lockTimeout: .tryAgainLater
        case .invalidName, .notJSON, .malformed, .misplaced, .unexpectedKind, .tooLarge: .invalidConfiguration
        case .noStore, .unsafe, .newerFormat, .damagedJournal, .otherSandbox, .journalFull, .shortWrite, .system:
            .inputOutput
        }
    }
}

extension CNIError {
    /// What the runtime is told: a sentence that begins with the pod, then cause and next step.
    ///
    /// - Parameter aftermath: what was undone, or what is left.
    package init(_ failure: CallFailure, subject: String, aftermath: String? = nil) {
        let explained = failure.explained
        var details = explained.facts + [explained.advice, aftermath].compactMap { $0 }
        if details.isEmpty { details = [failure.lastResort] }
        self.init(
            failure.code, "\(subject): \(explained.sentence)".escapingControlCharacters,
            details: details.joined(separator: " ").escapingControlCharacters)
    }
}
