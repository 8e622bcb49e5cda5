import Glibc
import LinuxSystem
import TartanStore

/// The store can be used: nobody else can have written it, and Tartan can.
struct StoreCheck: DoctorCheck {
    let id = "store"

    func look(at node: ExaminedNode) -> CheckOutcome {
        let root = node.store.root
        do throws(StoreError) {
            _ = try node.store.opened.get()
        } catch {
            return .found([finding(error, node)])
        }
        guard unsafe access(node.files.target(root), W_OK) == 0 else {
            let failure = SystemFailure("write", root)
            return .found([
                .problem(
                    "No pod can start: \(root) can't be written: \(failure.reason).",
                    repair: failure.errorNumber == EROFS ? "sudo mount -o remount,rw \(node.word(root))" : nil)
            ])
        }
        return .passed("\(root) is root's alone and can be written")
    }

    private func finding(_ error: StoreError, _ node: ExaminedNode) -> DoctorFinding {
        let root = node.store.root
        switch error {
        case .noStore:
            return .warning(
                "There is no store at \(root), so no definition is known; the first ADD makes it.",
                repair: "kubectl get network-attachment-definitions -A -o json | sudo tartanctl apply -f -")
        case .unsafe(let path, let hazard):
            let place = node.onNode(path)
            let message = "No pod can start: \(place) \(hazard), so the store isn't used."
            switch hazard {
            case .writableByEveryone, .writableByGroup:
                return .problem(
                    message, repair: "sudo chmod go-w \(node.word(place))         (look first what is in it)",
                    safe: .close(place))
            case .ownedBy:
                return .problem(
                    message, repair: "sudo chown root \(node.word(place))         (once you know who wrote it)")
            case .notAFolder, .notAFile:
                return .problem(message, repair: "sudo mv \(node.word(place)) \(node.word(place + ".aside"))")
            }
        default:
            return .problem("No pod can start: \(node.onNode(error.description)).")
        }
    }
}
