import Foundation

/// The table on stdout and the JSON beside it.
struct Report {
    var rows: [Row] = []
    var missed: Int { rows.count { $0.met == false } }

    /// Rows appear as they are measured, because a run takes minutes.
    mutating func add(_ row: Row) {
        if rows.isEmpty { print(Self.line("what", "budget", "measured", "verdict")) }
        rows.append(row)
        print(Self.line(row.what, row.budget ?? "-", row.measured, row.verdict))
        fflush(nil)
    }

    func write(to path: String, about machine: [String: Any]) throws(BenchFailure) {
        let whole: [String: Any] = ["machine": machine, "rows": rows.map(\.json)]
        guard let data = try? JSONSerialization.data(withJSONObject: whole, options: [.prettyPrinted, .sortedKeys]),
            FileManager.default.createFile(atPath: path, contents: data)
        else { throw .unreadable(file: path) }
    }

    private static func line(_ what: String, _ budget: String, _ measured: String, _ verdict: String) -> String {
        [(what, 46), (budget, 22), (measured, 52)].map { $0.0.padding(toLength: max($0.1, $0.0.count)) }
            .joined(separator: " ") + " " + verdict
    }
}

extension String {
    fileprivate func padding(toLength length: Int) -> String {
        self + String(repeating: " ", count: length - count)
    }
}
