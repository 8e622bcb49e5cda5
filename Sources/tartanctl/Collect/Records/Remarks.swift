/// What the core logs while one record or sandbox is detached.
///
/// Unchecked, because the core's log may be called from anywhere, and this program has one thread.
final class Remarks: @unchecked Sendable {
    private var lines: [String] = []

    func add(_ line: String) { lines.append(line) }

    func take() -> [String] {
        defer { lines = [] }
        return lines
    }
}
