import Glibc
import TartanCore

/// The log can be written.
struct LogFileCheck: DoctorCheck {
    let id = "log-file"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let settings = node.configuration?.settings else { return .skipped("Tartan isn't configured") }
        guard let path = settings.log.file else { return .skipped("no logFile is set") }
        let folder = HostFiles.parent(of: path)
        if !node.files.isFolder(folder) {
            return .found([
                .warning(
                    "Nothing is logged: the folder of \(path) is not there.",
                    evidence: ["logFile in \(node.configuration?.path ?? "")."],
                    repair: "sudo mkdir -p \(node.word(folder))", safe: .makeFolder(folder))
            ])
        }
        if node.files.isFolder(path) {
            return .found([.warning("Nothing is logged: \(path) is a folder.", repair: "name a file as logFile")])
        }
        return .passed("\(path) can be written")
    }
}
