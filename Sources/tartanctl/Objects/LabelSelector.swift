import ExactJSON

/// Which labels an object must have, in kubectl's words: all requirements that commas separate.
struct LabelSelector: Equatable, Sendable {
    struct Requirement: Equatable, Sendable {
        enum Condition: Equatable, Sendable {
            case exists, isAbsent
            case isOne(of: [String])
            /// Also where there is no such label.
            case isNone(of: [String])
            case isGreater(than: Int), isLess(than: Int)
        }

        let key: String
        let condition: Condition
    }

    /// As it was written.
    let text: String
    let requirements: [Requirement]

    /// - Throws: LabelSelectorError
    init(_ text: String) throws(LabelSelectorError) {
        self.text = text
        var reader = LabelSelectorReader(text)
        requirements = try reader.requirements()
    }

    /// - Parameter object: of Kubernetes, with metadata.
    func selects(_ object: JSONValue) -> Bool {
        let labels = object["metadata"]?["labels"]
        return requirements.allSatisfy { $0.isMet(labels?[$0.key]?.string) }
    }
}

extension LabelSelector.Requirement {
    /// - Parameter value: of the label, nil where there is none.
    func isMet(_ value: String?) -> Bool {
        switch condition {
        case .exists: value != nil
        case .isAbsent: value == nil
        case .isOne(let values): value.map(values.contains) ?? false
        case .isNone(let values): !(value.map(values.contains) ?? false)
        case .isGreater(let bound): value.flatMap { Int($0) }.map { $0 > bound } ?? false
        case .isLess(let bound): value.flatMap { Int($0) }.map { $0 < bound } ?? false
        }
    }
}
