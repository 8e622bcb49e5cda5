/// Who does the work: it turns a verb on a sandbox into a process, and learns from the answer of its ADD.
protocol Contender {
    var name: String { get }
    func job(_ verb: Verb, _ scenario: Scenario, _ sandbox: Sandbox) throws(BenchFailure) -> Job
}

extension Contender {
    /// Where the answer of this sandbox's ADD is found.
    func answer(_ workspace: Workspace, _ sandbox: Sandbox) -> String { workspace.path("\(name)-\(sandbox.id).ADD") }

    func makeJob(
        _ verb: Verb, _ workspace: Workspace, _ sandbox: Sandbox, program: String, input: String,
        environment: [String: String]
    ) throws(BenchFailure) -> Job {
        let file = workspace.path("\(name)-\(sandbox.id).in.\(verb.rawValue)")
        try workspace.write(input, to: file)
        return Job(
            name: "\(name) \(verb.rawValue)", program: program, input: file,
            output: workspace.path("\(name)-\(sandbox.id).\(verb.rawValue)"), environment: environment)
    }
}
