package import CNI
package import ExactJSON
import Glibc
package import LinuxSystem

/// Why the store could not do what was asked of it, each with its facts.
package enum StoreError: Error, Sendable, Equatable {
    /// Nothing is at the store's path.
    case noStore(String)
    /// The store, or a file in it, could have been written by someone who may not.
    case unsafe(String, StoreHazard)
    /// A name that can't be one of Kubernetes, of an interface or of an outbox file; `what` says which.
    case invalidName(what: String, InvalidName)
    /// A file that is no JSON.
    case notJSON(file: String, JSONError)
    /// A JSON file without a member that it must have, or with one of another type.
    case malformed(file: String, member: String, expected: String)
    /// A file whose namespace and name are not those of its path.
    case misplaced(file: String, found: String, expected: String)
    /// An object of another kind or version than its folder is for.
    case unexpectedKind(file: String, found: String, expected: String)
    case tooLarge(file: String, limit: Int)
    /// A file that a newer Tartan wrote.
    case newerFormat(file: String, found: Int, known: Int)
    /// A journal whose first line can't be believed.
    case damagedJournal(file: String, why: String)
    /// A journal of another sandbox or interface than its path says.
    case otherSandbox(file: String, found: String, expected: String)
    /// A journal that would grow over its limit.
    case journalFull(file: String, limit: Int)
    /// A line of which only a part could be written; that part was taken away again.
    case shortWrite(file: String, written: Int, of: Int)
    /// A lock that stayed taken up to the deadline, and who holds it where that is known.
    case lockTimeout(String, holder: String?)
    case system(SystemFailure)
}

extension StoreError {
    /// Nothing can be written there: disk full, quota used up, read-only, or not permitted. DEL, CHECK and GC go on without.
    package var isNotWritable: Bool {
        switch self {
        case .system(let failure): [EROFS, ENOSPC, EDQUOT, EACCES, EPERM].contains(failure.errorNumber)
        case .shortWrite, .journalFull: true
        default: false
        }
    }

    static func reading<Value: ~Copyable>(_ body: () throws(SystemFailure) -> Value) throws(StoreError) -> Value {
        do { return try body() } catch { throw .system(error) }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noStore(let path):
            "there is no store at \(path); make one with \"tartanctl apply -f FILE\" or name another with --store"
        case .unsafe(let path, let hazard): "\(path) \(hazard), so it is not used; \(hazard.remedy(path))"
        case .invalidName(let what, let name): "the \(what) \(name)"
        case .notJSON(let file, let error): "\(file) is not JSON: \(error); write it anew with \"tartanctl apply\""
        case .malformed(let file, let member, let expected): "\(file): \(member) is not \(expected); write it anew"
        case .misplaced(let file, let found, let expected):
            "\(file) holds \(found) where its path says \(expected); move it or correct its metadata"
        case .unexpectedKind(let file, let found, let expected):
            "\(file) holds \(found) where \(expected) belongs; move it away"
        case .tooLarge(let file, let limit): "\(file) is larger than \(limit) bytes; make it smaller"
        case .newerFormat(let file, let found, let known):
            "\(file) has format \(found), and this Tartan knows formats up to \(known); use the newer Tartan that wrote it"
        case .damagedJournal(let file, let why):
            "the journal \(file) is damaged: \(why); look at it, then close it with \"tartanctl gc --forget\""
        case .otherSandbox(let file, let found, let expected):
            "the journal \(file) is of \(found), not of \(expected); look at it, then move it away"
        case .journalFull(let file, let limit):
            "the journal \(file) would grow over \(limit) bytes; look at what fills it"
        case .shortWrite(let file, let written, let whole):
            "only \(written) of \(whole) bytes could be written to \(file); make room on its disk"
        case .lockTimeout(let path, let holder?): "\(path) is still held by \(holder); try again once that has ended"
        case .lockTimeout(let path, nil): "\(path) is still held by another process; try again later"
        case .system(let failure): failure.description
        }
    }
}
