import CNI
package import LinuxSystem
package import MultiNetwork

/// What went wrong with a device information file. Each names the file.
package enum DeviceFileError: Error, Equatable, Sendable {
    /// A symbolic link is never followed: the kernel calls it one level too many.
    case system(SystemFailure)
    /// Something has the name of the attachment's file before its ADD.
    case isThere(path: String)
    case invalid(path: String, DeviceInformationError)

    var code: CNIError.Code {
        switch self {
        case .system, .isThere: .inputOutput
        case .invalid: .undecodable
        }
    }

    var explained: (sentence: String, advice: String) {
        switch self {
        case .system(let failure):
            ("its device information: \(failure)", "The file has to be a regular one that only root writes.")
        case .isThere(let path):
            (
                "its device information file \(path) is there before the ADD",
                "Nobody but an ADD of this sandbox should make it: look at it, then remove it."
            )
        case .invalid(let path, let error):
            (
                "its device information in \(path) can't be used: \(error)",
                "The device plugin or a plugin of the chain wrote it: see their versions against the device information "
                    + "specification 1.1.0."
            )
        }
    }
}
