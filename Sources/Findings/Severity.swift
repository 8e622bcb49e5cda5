/// How much a finding matters.
package enum Severity: String, Sendable, Comparable, CaseIterable {
    /// A plugin, a runtime or Tartan refuses it, or it surely breaks the pod.
    case error
    /// It is accepted silently, and the person hardly means it.
    case warning
    /// Worth knowing.
    case note

    /// Notes are less than warnings, warnings less than errors.
    package static func < (left: Self, right: Self) -> Bool { left.weight < right.weight }

    private var weight: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}
