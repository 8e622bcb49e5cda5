/// What may still be made of one text. Aliases cost what they stand for: nine lines can stand for a billion values.
struct Budget {
    struct Cost {
        var nodes = 0
        var bytes = 0

        static func - (left: Cost, right: Cost) -> Cost {
            Cost(nodes: left.nodes - right.nodes, bytes: left.bytes - right.bytes)
        }
    }

    private let source: SourceText
    private let limits: MarkedLimits
    private(set) var spent = Cost()

    init(_ source: SourceText, _ limits: MarkedLimits) {
        self.source = source
        self.limits = limits
    }

    mutating func spend(_ cost: Cost, at offset: Int) throws(YAMLError) {
        spent.nodes += cost.nodes
        spent.bytes += cost.bytes
        if spent.nodes > limits.nodes { throw error(.tooManyNodes(limit: limits.nodes), offset) }
        if spent.bytes > limits.scalarBytes { throw error(.tooManyBytes(limit: limits.scalarBytes), offset) }
    }

    private func error(_ cause: YAMLError.Cause, _ offset: Int) -> YAMLError {
        YAMLError(cause, at: source.position(at: offset))
    }
}
