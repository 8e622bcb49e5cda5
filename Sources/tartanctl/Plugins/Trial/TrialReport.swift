import CNI
import ExactJSON
import Validation

/// For people and programs: whether the candidate can take the place of the present binary, and what shows it.
struct TrialReport {
    let type: String
    let network: TrialNetwork
    let candidatePath: String
    let presentPath: String
    let candidateVersions: [String]
    let presentVersions: [String]
    let present: TrialRun
    let candidate: TrialRun
    let verdict: TrialVerdict

    init(
        type: String, network: TrialNetwork, candidatePath: String, presentPath: String, candidateVersions: [String],
        presentVersions: [String], present: TrialRun, candidate: TrialRun, known: Set<String>
    ) {
        self.type = type
        self.network = network
        self.candidatePath = candidatePath
        self.presentPath = presentPath
        self.candidateVersions = candidateVersions
        self.presentVersions = presentVersions
        self.present = present
        self.candidate = candidate
        verdict = TrialVerdict(
            present: present, candidate: candidate, versions: candidateVersions, network: network, known: known)
    }

    var text: String {
        var sheet = Sheet(headline)
        sheet.facts([
            ("candidate", "\(candidatePath), CNI \(Self.words(candidateVersions))"),
            ("present", "\(presentPath), CNI \(Self.words(presentVersions))"),
            (
                "network",
                "\(network.title): \(network.types.joined(separator: ", ")); CNI \(network.configuration.version)"
            ),
        ])
        var table = Table(["CALL", "PRESENT", "CANDIDATE"])
        for command in [CNICommand.add, .check, .delete] {
            table.add([command.rawValue, cell(present.step(command)), cell(candidate.step(command))])
        }
        table.add(["left", Self.count(present.left), Self.count(candidate.left)])
        sheet.table("", table)
        if !verdict.reasons.isEmpty {
            sheet.paragraph("", verdict.reasons.map { $0 + "." }.joined(separator: "\n"))
        }
        if !verdict.differences.isEmpty {
            sheet.paragraph("Result of ADD:", verdict.differences.map(Self.line).joined(separator: "\n"))
        }
        if verdict.kind == .same || verdict.kind == .compatible {
            sheet.next("To install it: \(Self.installation(candidatePath, presentPath))")
        }
        return sheet.text
    }

    private var headline: String {
        switch verdict.kind {
        case .same: "same: \(candidatePath) does what \(presentPath) does"
        case .compatible: "compatible: \(candidatePath) does what \(presentPath) does, and answers more"
        case .differs: "differs: \(candidatePath) does something else than \(presentPath)"
        case .fails: "fails: \(candidatePath) can't take the place of \(presentPath)"
        }
    }

    /// Beside it and renamed: a pod that starts meanwhile finds the one or the other.
    static func installation(_ candidate: String, _ present: String) -> String {
        let beside = HostFiles.parent(of: present) + "/." + HostFiles.name(of: present) + ".new"
        return "sudo install -m 0755 \(candidate.shellWord) \(beside.shellWord) && sudo mv \(beside.shellWord) "
            + present.shellWord
    }

    private static func words(_ versions: [String]) -> String {
        versions.isEmpty ? "unknown" : versions.joined(separator: ", ")
    }

    private func cell(_ step: TrialStep?) -> String {
        guard let step else { return "not called" }
        return "\(step.isDone ? "ok" : "fails"), \(Milliseconds.text(step.microseconds))"
    }

    private static func count(_ left: [TrialLeftover]) -> String {
        left.isEmpty
            ? "nothing" : left.map { $0.kind == .file ? HostFiles.name(of: $0.name) : $0.name }.joined(separator: ", ")
    }

    private static func line(_ difference: JSONDifference) -> String {
        switch (difference.old, difference.new) {
        case (let old?, let new?): "\(difference.pointer): \(old.text), now \(new.text)"
        case (nil, let new?): "\(difference.pointer): new, \(new.text)"
        case (let old?, nil): "\(difference.pointer): gone, was \(old.text)"
        case (nil, nil): difference.pointer
        }
    }

    var json: JSONValue {
        [
            "verdict": .string(verdict.kind.rawValue), "type": .string(type), "network": .string(network.title),
            "reasons": .array(verdict.reasons.map { .string($0) }),
            "differences": .array(
                verdict.differences.map { difference in
                    var object: JSONObject = ["pointer": .string(difference.pointer)]
                    object["present"] = difference.old
                    object["candidate"] = difference.new
                    return .object(object)
                }),
            "present": Self.json(presentPath, presentVersions, present),
            "candidate": Self.json(candidatePath, candidateVersions, candidate),
        ]
    }

    private static func json(_ path: String, _ versions: [String], _ run: TrialRun) -> JSONValue {
        var object: JSONObject = [
            "path": .string(path), "versions": .array(versions.map { .string($0) }),
            "calls": .array(run.steps.map(\.json)),
            "left": .array(run.left.map { ["kind": .string($0.kind.rawValue), "name": .string($0.name)] }),
        ]
        object["result"] = run.answer
        return .object(object)
    }
}
