import CNI

/// Finds among many ranges those that overlap, in the time that sorting takes.
struct OverlapSweep<Owner> {
    private struct Entry {
        let range: AddressRange
        let key: String
        let order: Int
        let owner: Owner
    }

    private var entries: [Entry] = []

    /// - Parameter key: ranges with the same one may overlap.
    mutating func add(_ range: AddressRange, key: String, _ owner: Owner) {
        entries.append(Entry(range: range, key: key, order: entries.count, owner: owner))
    }

    /// For each range that overlaps one of another key one pair, the range that was added later behind.
    func overlaps() -> [(Owner, Owner, AddressRange)] {
        let sorted = entries.sorted { left, right in
            left.range.first == right.range.first ? left.order < right.order : left.range.first < right.range.first
        }
        // Of all before the two of different keys that reach furthest.
        var furthest: Entry?
        var second: Entry?
        var found: [(Owner, Owner, AddressRange, order: Int)] = []
        for entry in sorted {
            let other = furthest?.key == entry.key ? second : furthest
            if let other, let common = Self.common(other.range, entry.range) {
                let (first, last) = other.order < entry.order ? (other, entry) : (entry, other)
                found.append((first.owner, last.owner, common, last.order))
            }
            guard let far = furthest else {
                furthest = entry
                continue
            }
            if !Self.reaches(far, atLeast: entry) {
                if far.key != entry.key { second = far }
                furthest = entry
            } else if far.key != entry.key, second.map({ !Self.reaches($0, atLeast: entry) }) ?? true {
                second = entry
            }
        }
        return found.sorted { $0.order < $1.order }.map { ($0.0, $0.1, $0.2) }
    }

    private static func reaches(_ left: Entry, atLeast right: Entry) -> Bool { right.range.last <= left.range.last }

    private static func common(_ left: AddressRange, _ right: AddressRange) -> AddressRange? {
        guard left.overlaps(right) else { return nil }
        let first = left.first < right.first ? right.first : left.first
        let last = left.last < right.last ? left.last : right.last
        return AddressRange(first, last)
    }
}
