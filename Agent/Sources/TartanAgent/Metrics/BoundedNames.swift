/// Names that become values of a label. Whoever may write a definition makes up names, and each costs memory here and in
/// Prometheus: those beyond the limit are counted together.
struct BoundedNames {
    let limit: Int
    private var known: Set<String> = []

    init(limit: Int) { self.limit = limit }

    mutating func name(_ name: String) -> String {
        if known.contains(name) { return name }
        guard known.count < limit, !name.isEmpty, name.utf8.count <= 320 else { return "other" }
        known.insert(name)
        return name
    }
}
