import LinuxSystem
import TartanStore

/// The clock says something that can be.
struct ClockCheck: DoctorCheck {
    let id = "clock"

    /// Seconds since 1970 of 2025-01-01: no clock that is right says less.
    private static let earliest = 1_735_689_600
    /// Seconds by which a record may be ahead.
    private static let tolerance = 3600

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let now = now(node) else { return .skipped("/proc/stat and /proc/uptime can't be read") }
        var findings: [DoctorFinding] = []
        let text = Moment.text(UInt64(max(0, now)) * 1_000_000)
        if now < Self.earliest {
            findings.append(
                .problem(
                    "The clock is wrong: it says \(text). Certificates and tokens are refused by it, and ages mean nothing.",
                    repair: "sudo timedatectl set-ntp true"))
        }
        let latest = node.store.records.map(\.record.opening.wallTime).max() ?? 0
        if Int(latest / 1_000_000) > now + Self.tolerance {
            findings.append(
                .warning(
                    "The clock has gone back: it says \(text), and a pod was attached at \(Moment.text(latest)).",
                    repair: "sudo timedatectl set-ntp true"))
        }
        return .found(findings, else: "the clock says \(text)")
    }

    /// When the machine booted and how long it has been up, by the kernel's own files.
    private func now(_ node: ExaminedNode) -> Int? {
        let boot = node.files.kernelText("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        guard let booted = boot.flatMap({ Int($0.dropFirst(6)) }),
            let up = node.files.kernelText("/proc/uptime")?.split(whereSeparator: { $0 == " " || $0 == "." }).first
        else { return nil }
        return Int(up).map { booted + $0 }
    }
}
