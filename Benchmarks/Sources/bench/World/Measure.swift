import Foundation

/// The little C program that starts jobs and measures them, so that no figure has this program's own weight in it.
/// One process for the whole run: it takes orders on stdin.
final class Measure {
    enum Mode: String { case time, burst, memory, burstMemory = "burst-memory" }

    private let process = Process()
    private let orders = Pipe()
    private let answers = Pipe()
    private let workspace: Workspace

    init(program: String, workspace: Workspace) throws(BenchFailure) {
        self.workspace = workspace
        process.executableURL = URL(fileURLWithPath: program)
        process.standardInput = orders
        process.standardOutput = answers
        do { try process.run() } catch { throw .command(program, status: -1, said: "\(error)") }
    }

    func run(_ jobs: [Job], _ mode: Mode) throws(BenchFailure) -> [Sample] {
        let list = workspace.path("jobs")
        try workspace.write(jobs.map(\.line).joined(separator: "\n") + "\n", to: list)
        orders.fileHandleForWriting.write(Data("\(mode.rawValue) \(list)\n".utf8))
        var answer = Data()
        while !answer.suffix(2).elementsEqual(Data("\n\n".utf8)) {
            let part = answers.fileHandleForReading.availableData
            guard !part.isEmpty else { throw .command("measure", status: -1, said: "it ended") }
            answer += part
        }
        let samples = String(decoding: answer, as: UTF8.self).split(separator: "\n").map(Self.sample)
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
            peakKiB: number(3), processorMilliseconds: Double(number(4)) / 1e3)
    }
}
