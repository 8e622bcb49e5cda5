import CNI
import ExactJSON
import Glibc
import TartanCore
import Validation

/// For people and programs: what would be written, or was, and why.
struct InitializationReport {
    let plan: Initialization
    let isApplied: Bool
    /// What a proposed command must carry to mean the same.
    let suffix: String
    /// As `suffix`, for `--undo`.
    let undoSuffix: String

    var text: String {
        var sheet = Sheet(headline)
        sheet.facts(facts)
        for finding in plan.obstacles { sheet.paragraph("In the way: \(finding.message)", finding.next ?? "") }
        for finding in plan.findings where finding.severity == .warning {
            sheet.paragraph("warning: \(finding.message)", finding.next ?? "")
        }
        guard plan.isPossible, !plan.isDone || isApplied else { return sheet.text }
        var table = Table(["KEY", "VALUE", "WHY"])
        for entry in plan.entries { table.add([entry.key, entry.value.string ?? entry.value.text, entry.why]) }
        sheet.table(isApplied ? "Written" : "Would write", table)
        if !diff.isEmpty { sheet.paragraph("", String(diff.dropLast())) }
        let steps = byHand.enumerated().map { "\($0 + 1). \($1)" }
        sheet.paragraph("By hand", steps.joined(separator: "\n"))
        let sudo = geteuid() == 0 ? "" : "sudo "
        sheet.next(
            isApplied
                ? "Take it back: \(sudo)tartanctl init --undo\(undoSuffix)"
                : "Nothing was changed. Do it: \(sudo)tartanctl init --apply\(suffix)")
        return sheet.text
    }

    private var networkWords: String { plan.network.map(\.words) ?? "" }

    private var headline: String {
        guard plan.isPossible else {
            let number = plan.obstacles.count
            return "Tartan can't be set up yet: \(number == 1 ? "1 thing is" : "\(number) things are") in the way."
        }
        let name = plan.network?.kind.name ?? networkWords
        if isApplied {
            return "Done: the runtime takes \(plan.target) from now on. The cluster network is \(name)."
        }
        if plan.isDone {
            return "Nothing to do: \(plan.target) sets Tartan up already. The cluster network is \(name)."
        }
        return plan.own == nil
            ? "The runtime would call Tartan, and every pod get \(name) as its eth0."
            : "\(plan.target) would be changed. The cluster network is \(name)."
    }

    private var facts: [(name: String, value: String)] {
        [
            ("runtime", plan.runtime.map { "\($0.kind.rawValue) (\($0.evidence))" } ?? ""),
            (isApplied ? "runtime took" : "runtime takes now", takesNow),
            ("cluster network", plan.network.map { "\($0.words), \($0.path)" } ?? ""),
            ("not taken", plan.others.map { "\($0.path), \($0.words)" }.joined(separator: "; ")),
            (isApplied ? "written" : plan.isDone ? "in use" : "would write", plan.document == nil ? "" : plan.target),
        ]
    }

    private var takesNow: String {
        switch plan.takesNow {
        case .takes(let name): "\(plan.folder)/\(name)"
        case .stopsAt(let name, _): "nothing: it stops at \(plan.folder)/\(name)"
        case .lacks(let network): "nothing: no file has the network \"\(network)\""
        case .nothing: "nothing"
        }
    }

    /// What remains to be done by a person.
    private var byHand: [String] {
        var steps = [
            "put the definitions into the store, now and whenever they change: "
                + "kubectl get network-attachment-definitions -A -o json | sudo tartanctl apply -f -"
        ]
        if let network = plan.network, HostFiles.parent(of: network.path) == plan.folder,
            let redirection = network.kind.redirection
        {
            steps.append(
                "so that the runtime can never take \(network.path) without Tartan: \(redirection); once the file is there, "
                    + "take \(network.path) away, then "
                    + "tartanctl init --cluster-network \(Initialization.asideFolder)/\(HostFiles.name(of: network.path))"
            )
        }
        return steps
    }

    private var diff: String {
        guard let text = plan.text, !plan.isDone else { return "" }
        let old = plan.own.flatMap { $0.name == plan.fileName ? $0.text : nil }
        return UnifiedDiff(old ?? "", text, from: old == nil ? "/dev/null" : plan.target, to: plan.target).text
    }

    var json: JSONValue {
        var object: JSONObject = [
            "possible": .bool(plan.isPossible), "applied": .bool(isApplied), "done": .bool(plan.isDone),
            "folder": .string(plan.folder),
        ]
        object["runtime"] = plan.runtime.map {
            ["name": .string($0.kind.rawValue), "evidence": .string($0.evidence)]
        }
        object["takesNow"] = plan.takesNow.name.map { .string("\(plan.folder)/\($0)") }
        object["clusterNetwork"] = plan.network.map(network)
        object["notTaken"] = .array(plan.others.map(network))
        object["keys"] = .array(plan.entries.map(\.json))
        object["findings"] = .array(plan.findings.map(\.json))
        object["writes"] = plan.document.map {
            ["file": .string(plan.target), "configuration": SecretMask.masked($0)]
        }
        object["undoRecord"] = .string("\(plan.folder)/\(ChangeMaker.`init`.recordName)")
        object["diff"] = .string(diff)
        object["byHand"] = .array(byHand.map { .string($0) })
        return .object(object)
    }

    private func network(_ network: ClusterNetworkFile) -> JSONValue {
        [
            "kind": .string(network.kind.rawValue), "file": .string(network.path),
            "name": .string(network.configuration.name ?? ""),
            "plugins": .array(network.configuration.plugins.map { .string($0.type) }),
        ]
    }
}
