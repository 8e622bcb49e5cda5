/// How long the plugin takes to start, answer VERSION and end, against /bin/true.
struct StartBench {
    let measure: Measure
    let workspace: Workspace
    let pairs: Int

    func row(_ name: String, _ program: String, budget: Double?) throws(BenchFailure) -> Row {
        let input = workspace.path("version.in")
        try workspace.write("{\"cniVersion\":\"1.0.0\"}", to: input)
        func job(_ program: String) -> Job {
            Job(
                name: "\(program) VERSION", program: program, input: input, output: workspace.path("version.out"),
                environment: ["CNI_COMMAND": "VERSION"])
        }
        let jobs = (0..<pairs).flatMap { pair in
            pair.isMultiple(of: 2) ? [job(program), job("/bin/true")] : [job("/bin/true"), job(program)]
        }
        var own: [Double] = []
        var floor: [Double] = []
        // At most 512 jobs fit into one list.
        for start in stride(from: 0, to: jobs.count, by: 400) {
            let part = Array(jobs[start..<min(start + 400, jobs.count)])
            for (job, sample) in zip(part, try measure.succeed(part)) {
                if job.program == program { own.append(sample.milliseconds) } else { floor.append(sample.milliseconds) }
            }
        }
        let (mine, least) = (Statistics.median(own), Statistics.median(floor))
        return Row(
            what: "\(name): VERSION", budget: budget.map { "≤ \($0.text(0)) × /bin/true" },
            measured: "\((mine / least).text(2)) × (\(mine.text(2)) ms against \(least.text(2)))",
            met: budget.map { mine <= $0 * least }, figures: ["milliseconds": mine, "floorMilliseconds": least])
    }
}
