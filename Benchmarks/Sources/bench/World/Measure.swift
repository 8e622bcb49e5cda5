import Foundation

/// The little C program that starts jobs and measures them, so that no figure has this program's own weight in it.
struct Measure {
    enum Mode: String { case time, burst, memory, burstMemory = "burst-memory" }

    let program: String
    let workspace: Workspace

    func run(_ jobs: [Job], _ mode: Mode) throws(BenchFailure) -> [Sample] {
        let list = workspace.path("jobs")
        try workspace.write(jobs.map(\.line).joined(separator: "\n") + "\n", to: list)
        let samples = try Shell.run(program, [mode.rawValue, list]).split(separator: "\n").map(Self.sample)
        guard samples.count == jobs.count else {
            throw .command(
                "measure \(mode.rawValue)", status: 0, said: "\(samples.count) results for \(jobs.count) jobs")
        }
        return samples
    }

    /// Runs jobs of which each has to succeed.
    func succeed(_ jobs: [Job], _ mode: Mode = .time) throws(BenchFailure) -> [Sample] {
        let samples = try run(jobs, mode)
        for (job, sample) in zip(jobs, samples) where sample.status != 0 {
            throw .job(job.name, status: sample.status, said: workspace.said(by: job))
        }
        return samples
    }

    func succeed(_ job: Job, _ mode: Mode = .time) throws(BenchFailure) -> Sample {
        let samples = try succeed([job], mode)
        guard let sample = samples.first else { throw .job(job.name, status: -1, said: "no result") }
        return sample
    }

    private static func sample(_ line: Substring) -> Sample {
        let fields = line.split(separator: " ")
        func number(_ place: Int) -> Int { place < fields.count ? Int(fields[place]) ?? -1 : -1 }
        return Sample(
            startedAfter: Double(number(0)) / 1e6, milliseconds: Double(number(1)) / 1e6, status: Int32(number(2)),
            peakKiB: number(3))
    }
}
