import Foundation

/// Takes the time that delegates take off their caller's: programs of the delegates' names stand in for them, run them, and note
/// how long each took once its input was complete.
///
/// A real plugin waits for the kernel (a removed link for the end of an RCU grace period), in steps of some milliseconds; the
/// smallest shift of its start can cost or save a whole step. Whole times of two callers then differ by chance alone.
struct DelegateClock {
    /// Folder of the stand-ins.
    let standIns: String
    /// Folder of the delegates themselves.
    let plugins: String
    /// Where the stand-ins note their times.
    let file: String

    var environment: [String: String] { ["BENCH_PLUGINS": plugins, "BENCH_TIMES": file] }

    /// Milliseconds that the delegates took since this was asked last.
    /// - Parameter binaries: how many there were; another number means that a caller did other work.
    func take(_ binaries: Int, from job: Job) throws(BenchFailure) -> Double {
        let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let times = text.split(separator: "\n").compactMap { Double($0) }
        guard times.count == binaries else { throw .otherDelegates(job.name, ran: times.count, of: binaries) }
        do { try FileManager.default.removeItem(atPath: file) } catch { throw .unreadable(file: file) }
        return times.reduce(0, +) / 1e6
    }
}
