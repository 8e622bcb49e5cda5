import CNI
import LinuxSystem

/// The file by which the cluster network's daemon says that it is ready (`readinessindicatorfile`).
struct Readiness {
    private let file: String?
    private let timeout: Int

    init(_ settings: Settings) {
        file = settings.readinessIndicatorFile
        timeout = settings.readinessTimeout
    }

    /// The file that is missing; nil if there is nothing to wait for.
    var missing: String? {
        guard let file, FileIdentity(path: file) == nil else { return nil }
        return file
    }

    func wait(until deadline: Deadline, _ interruption: Interruption) throws(CallFailure) {
        let end = min(deadline, .after(milliseconds: timeout))
        while let file = missing {
            try interruption.check()
            if end.isPast { throw .notReady(file: file, milliseconds: timeout) }
            Clock.sleep(milliseconds: min(Limits.readinessPoll, max(1, end.remainingMilliseconds)))
        }
    }
}
