import Foundation

/// `tartanctl validate` over a whole cluster and over one file.
struct ValidateBench {
    let measure: Measure
    let workspace: Workspace
    let tartanctl: String

    /// Of the design.
    private static let definitions = 10_000
    private static let pods = 5_000
    private static let budgetMilliseconds = 2000.0
    private static let budgetMiB = 300.0
    private static let budgetOfOne = 20.0
    private static let runs = 7

    func add(to report: inout Report) throws(BenchFailure) {
        for (content, name) in [(ManifestFolder.Content.realistic, "a cluster"), (.worst, "every mistake at once")] {
            let whole = try folder(content, share: 1)
            let half = try folder(content, share: 2)
            let pairs = try pairs(whole, half)
            report.add(time(name, pairs.whole))
            report.add(try memory(name, whole))
            report.add(growth(name, pairs))
        }
        report.add(try single())
    }

    private func folder(_ content: ManifestFolder.Content, share: Int) throws(BenchFailure) -> String {
        let path = workspace.path("manifests-\(content)-\(share)")
        let folder = ManifestFolder(
            definitions: Self.definitions / share, pods: Self.pods / share, content: content)
        try folder.write(to: path, workspace)
        return path
    }

    private func job(_ path: String) throws(BenchFailure) -> Job {
        let input = workspace.path("validate.in")
        try workspace.write("", to: input)
        return Job(
            name: "validate \(path)", program: tartanctl, input: input, output: workspace.path("validate.out"),
            environment: [:], arguments: ["validate", path])
    }

    /// Both in turn, so that what else the machine does is on both sides.
    private func pairs(_ whole: String, _ half: String) throws(BenchFailure) -> (whole: [Sample], half: [Sample]) {
        let (large, small) = (try job(whole), try job(half))
        // Once for the page cache.
        _ = try ended([large, small])
        let jobs = (0..<Self.runs).flatMap { $0.isMultiple(of: 2) ? [large, small] : [small, large] }
        let samples = try ended(jobs)
        return (
            zip(jobs, samples).filter { $0.0.arguments == large.arguments }.map(\.1),
            zip(jobs, samples).filter { $0.0.arguments == small.arguments }.map(\.1)
        )
    }

    /// Status 1 is an answer: errors are found.
    private func ended(_ jobs: [Job], _ mode: Measure.Mode = .time) throws(BenchFailure) -> [Sample] {
        let samples = try measure.run(jobs, mode)
        for (job, sample) in zip(jobs, samples) where sample.status != 0 && sample.status != 1 << 8 {
            throw .job(job.name, status: sample.status, said: workspace.said(by: job))
        }
        return samples
    }
}

// The rows
extension ValidateBench {
    private func time(_ name: String, _ samples: [Sample]) -> Row {
        let median = Statistics.median(samples.map(\.milliseconds))
        let processor = Statistics.median(samples.map(\.processorMilliseconds))
        return Row(
            what: "validate, 10,000 definitions and 5,000 pods, \(name)",
            budget: "≤ \(Self.budgetMilliseconds.text(0)) ms",
            measured: "\(median.text(0)) ms (CPU \(processor.text(0)))", met: median <= Self.budgetMilliseconds,
            figures: ["milliseconds": median, "processorMilliseconds": processor])
    }

    private func memory(_ name: String, _ folder: String) throws(BenchFailure) -> Row {
        let peaks = try ended([job(folder)], .memory).map { Double($0.peakKiB) / 1024 }
        let peak = peaks.max() ?? 0
        return Row(
            what: "peak memory of that", budget: "≤ \(Self.budgetMiB.text(0)) MiB",
            measured: "\(peak.text(1)) MiB", met: peak <= Self.budgetMiB, figures: ["mebibytes": peak])
    }

    /// Twice as much may take twice as long, and a little for what grows with the logarithm.
    private func growth(_ name: String, _ pairs: (whole: [Sample], half: [Sample])) -> Row {
        let whole = Statistics.median(pairs.whole.map(\.processorMilliseconds))
        let half = Statistics.median(pairs.half.map(\.processorMilliseconds))
        return Row(
            what: "processor time of that against half of it", budget: "≤ 2.3 ×",
            measured: "\((whole / half).text(2)) × (\(whole.text(0)) ms against \(half.text(0)))",
            met: whole <= 2.3 * half, figures: ["milliseconds": whole, "halfMilliseconds": half])
    }

    private func single() throws(BenchFailure) -> Row {
        let folder = workspace.path("manifest")
        try ManifestFolder(definitions: 1, pods: 0, content: .worst).write(to: folder, workspace)
        let job = try job("\(folder)/network-0.yaml")
        let samples = try ended(Array(repeating: job, count: 50))
        let median = Statistics.median(samples.map(\.milliseconds))
        return Row(
            what: "validate, one file", budget: "≤ \(Self.budgetOfOne.text(0)) ms", measured: "\(median.text(1)) ms",
            met: median <= Self.budgetOfOne, figures: ["milliseconds": median])
    }
}
