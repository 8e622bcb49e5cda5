/// How many pods an object makes.
enum Copies: Equatable {
    case number(Int)
    /// A DaemonSet's.
    case onePerNode

    var isSeveral: Bool { self != .number(1) && self != .number(0) }
}
