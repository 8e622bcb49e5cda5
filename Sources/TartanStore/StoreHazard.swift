/// Why a file or folder of the store can't be trusted.
package enum StoreHazard: Sendable, Equatable, CustomStringConvertible {
    case ownedBy(user: UInt32)
    case writableByEveryone
    case writableByGroup(UInt32)
    case notAFolder
    case notAFile

    package var description: String {
        switch self {
        case .ownedBy(let user): "is owned by user \(user)"
        case .writableByEveryone: "can be written by every user"
        case .writableByGroup(let group): "can be written by group \(group)"
        case .notAFolder: "is no folder"
        case .notAFile: "is no regular file"
        }
    }

    /// What puts it right, as the end of a sentence.
    func remedy(_ path: String) -> String {
        switch self {
        case .ownedBy: "give it to root (chown root \(path)) once you know who wrote it"
        case .writableByEveryone: "take that right away (chmod o-w \(path)) once you know what is in it"
        case .writableByGroup: "take that right away (chmod g-w \(path)) once you know what is in it"
        case .notAFolder, .notAFile: "move it away"
        }
    }
}
