import CNI
import ExactJSON

/// What came of attaching one pod to a network, looking, and detaching it.
struct TrialRun {
    let steps: [TrialStep]
    /// ADD's.
    let answer: JSONValue?
    let left: [TrialLeftover]

    func step(_ command: CNICommand) -> TrialStep? { steps.first { $0.command == command } }

    /// With another path in what was said of a failure.
    func showing(_ path: String, as other: String) -> TrialRun {
        let steps = steps.map { step in
            guard case .refused(let error) = step.verdict else { return step }
            var told = error
            told.message = error.message.replacing(path, with: other)
            return TrialStep(command: step.command, verdict: .refused(told), microseconds: step.microseconds)
        }
        return TrialRun(steps: steps, answer: answer, left: left)
    }

    /// The first thing that went wrong.
    var problem: (command: CNICommand, words: String)? {
        for step in steps { if let problem = step.problem { return (step.command, problem) } }
        return nil
    }
}
