import CNI
import ExactJSON
import TartanStore

/// Tells what a command changed: line by line as it happens, or as one JSON document at the end.
struct ChangeReport {
    private let format: ChangeFormat
    /// Nothing is changed; it tells what would be.
    private let isDryRun: Bool
    private var changes: [JSONValue] = []
    private var skipped: [JSONValue] = []

    init(_ format: ChangeFormat, isDryRun: Bool) {
        self.format = format
        self.isDryRun = isDryRun
    }

    mutating func add(_ kind: ObjectKind, _ key: ObjectKey, _ change: String) throws(Failure) {
        switch format {
        case .text: try Console.print("\(kind.word) \(key) \(change)\(isDryRun ? " (dry run)" : "")\n")
        case .name: try Console.print("\(kind.word)/\(key)\n")
        case .json:
            changes.append([
                "kind": .string(kind.word), "namespace": .string(key.namespace), "name": .string(key.name),
                "change": .string(change),
            ])
        }
    }

    /// Objects that aren't Tartan's are named, so that nobody thinks that they were applied.
    mutating func skip(_ objects: [ForeignObject]) {
        for object in objects {
            let title = "\(object.kind) \(object.name)".escapingControlCharacters
            Console.note("\(object.place): skipped: \(title) is neither a network nor a pod\n")
            skipped.append([
                "kind": .string(object.kind), "apiVersion": .string(object.apiVersion), "name": .string(object.name),
                "file": .string(object.place.file),
            ])
        }
    }

    /// - Parameter failure: what went wrong after these changes. With JSON there is one document, so it carries them.
    func finish(_ failure: Failure? = nil) throws(Failure) {
        if var failure {
            if format == .json { failure.facts["objects"] = .array(changes) }
            throw failure
        }
        guard format == .json else { return }
        let report: JSONValue = [
            "objects": .array(changes), "skipped": .array(skipped), "dryRun": .bool(isDryRun),
        ]
        try Console.print(report.indentedText + "\n")
    }
}
