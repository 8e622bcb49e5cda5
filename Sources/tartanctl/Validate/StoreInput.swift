import Glibc
import LinuxSystem
import MarkedYAML
import TartanStore
import Validation

/// The networks and pods of a store as texts to be validated, each under the path of its file.
enum StoreInput {
    /// - Parameter root: as the person named it.
    static func all(_ root: String) throws(Failure) -> [InputText] {
        var options = StoreOptions()
        options.chosenRoot = root
        let store = try options.open()
        var texts: [InputText] = []
        for kind in ObjectKind.allCases {
            let keys = try Failure.converting { () throws(StoreError) in
                switch kind {
                case .network: try store.networks()
                case .pod: try store.pods()
                }
            }
            for key in keys {
                if let text = try text(store.path(kind, key)) { texts.append(text) }
            }
        }
        return texts
    }

    /// - Returns: nil for an object that was removed in the meantime.
    private static func text(_ path: String) throws(Failure) -> InputText? {
        do throws(SystemFailure) {
            return InputText(path, try Files.read(path, limit: MarkedLimits.standard.size), role: .unknown)
        } catch {
            if error.isNotFound { return nil }
            if error.errorNumber == EFBIG { return .tooLarge(path) }
            throw Failure(StoreError.system(error))
        }
    }
}
