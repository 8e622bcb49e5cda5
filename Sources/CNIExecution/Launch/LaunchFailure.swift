import CNI
import Glibc
package import LinuxSystem

/// Why a binary could not be started. Whatever the case, nothing of it was executed.
package enum LaunchFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// No regular file of that name is in the folders that were searched.
    case notFound(type: String, searched: [String])
    /// Not a plain file name, so it is looked for nowhere.
    case invalidType(String)
    /// The file is Tartan itself, which would call itself without end.
    case isTartan(path: String)
    /// The file is there but the kernel can't execute it: no permission, an unknown format, a missing interpreter.
    case notExecutable(path: String, errorNumber: Int32)
    /// Somebody had the file open for writing for as long as it was tried.
    case busy(path: String, milliseconds: Int)
    /// The machine lacked something: memory, processes, descriptors.
    case system(SystemFailure)

    package var description: String {
        switch self {
        case .notFound(let type, let searched) where searched.isEmpty:
            "no plugin \(Self.quoted(type)): there is no folder to look in"
        case .notFound(let type, let searched):
            "no plugin \(Self.quoted(type)) in \(searched.map(\.escapingControlCharacters).joined(separator: ", "))"
        case .invalidType(let type):
            "\(Self.quoted(type)) is not the name of a plugin: a plain file name of 1 to \(Limits.longestFileName) bytes"
        case .isTartan(let path):
            "\(path.escapingControlCharacters) is Tartan itself, which cannot be its own delegate"
        case .notExecutable(let path, let number):
            "cannot execute \(path.escapingControlCharacters): \(Self.reason(number))"
        case .busy(let path, let milliseconds):
            "cannot execute \(path.escapingControlCharacters): "
                + "it was being written for all of the \(milliseconds) ms that it was tried"
        case .system(let failure):
            failure.description.escapingControlCharacters
        }
    }

    /// Sorts the error of an execution. What says something about the file is told from what the machine lacked.
    init(executing path: String, errorNumber: Int32) {
        switch errorNumber {
        case ENOENT, ENOTDIR, EACCES, EPERM, ENOEXEC, ELIBBAD, EISDIR, ELOOP, ENAMETOOLONG, EIO:
            self = .notExecutable(path: path, errorNumber: errorNumber)
        default:
            self = .system(SystemFailure("start", path, errorNumber: errorNumber))
        }
    }

    private static func reason(_ number: Int32) -> String {
        let reason = unsafe String(cString: strerror(number))
        // The kernel says the same of a script whose interpreter is missing, and the script itself is plainly there.
        return number == ENOENT ? reason + " (the file, its interpreter or its loader)" : reason
    }

    private static func quoted(_ type: String) -> String {
        // A name over the limit may be a megabyte long.
        let shown = String(decoding: type.utf8.prefix(Limits.longestFileName), as: UTF8.self)
        return "\"\(shown.escapingControlCharacters)\""
    }
}
