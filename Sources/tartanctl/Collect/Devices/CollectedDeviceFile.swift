import CNI
import ExactJSON
import TartanCore

/// What became of a device information file that no record names, or in a dry run would become of it.
struct CollectedDeviceFile {
    enum Outcome: Equatable {
        case removed
        case wouldRemove
        case failed(String)
    }

    let path: String
    let outcome: Outcome

    var json: JSONValue {
        var object: JSONObject = ["file": .string(path)]
        switch outcome {
        case .removed: object["outcome"] = "removed"
        case .wouldRemove: object["outcome"] = "wouldRemove"
        case .failed(let reason):
            object["outcome"] = "failed"
            object["reason"] = .string(reason)
        }
        return .object(object)
    }

    /// Empty where there are none.
    static func text(_ files: [CollectedDeviceFile], isDryRun: Bool) -> String {
        if files.isEmpty { return "" }
        var table = Table(["FILE", "RESULT"])
        for file in files { table.add([file.path, file.words]) }
        let done = files.count { $0.outcome == .removed || $0.outcome == .wouldRemove }
        let number = CollectReport.count(done, "device information file")
        let owner = "that \(done == 1 ? "belongs" : "belong") to nobody"
        var sheet = Sheet(isDryRun ? "Would remove \(number) \(owner)." : "\(number) removed \(owner).")
        sheet.table("", table)
        return "\n" + sheet.text
    }

    private var words: String {
        switch outcome {
        case .removed: "removed"
        case .wouldRemove: "would be removed"
        case .failed(let reason): "failed: \(reason)"
        }
    }
}
