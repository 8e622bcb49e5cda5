import ExactJSON
import Findings

/// What `tartanctl explain` says where its argument is a finding's code, or `codes` for the list of all.
enum ExplainFinding {
    static let list = "codes"

    /// Whether the argument can't be meant as a pod: Kubernetes' names have no capitals.
    static func isMeant(_ argument: String) -> Bool {
        if argument == list { return true }
        let digits = argument.utf8.dropFirst(2)
        return argument.hasPrefix("TN") && digits.count == 4 && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    static func print(_ argument: String, _ format: ReportFormat) throws(Failure) {
        if argument == list { return try printList(format) }
        guard let kind = FindingCatalogue.kind(argument) else {
            throw Failure(
                .no, code: "notFound", "there is no finding \"\(argument)\".", hints: ["tartanctl explain \(list)"])
        }
        let page = FindingPage(kind)
        try Console.print(format == .json ? page.json.indentedText + "\n" : page.text)
    }

    private static func printList(_ format: ReportFormat) throws(Failure) {
        if format == .json {
            let kinds = FindingCatalogue.all.map { FindingPage($0).json }
            return try Console.print(JSONValue.array(kinds).indentedText + "\n")
        }
        var table = Table(["CODE", "SEVERITY", "CATEGORY", "FINDING"])
        for kind in FindingCatalogue.all {
            table.add([kind.code, kind.severity.rawValue, kind.category?.word ?? "", kind.title])
        }
        try Console.print(table.text)
    }
}
