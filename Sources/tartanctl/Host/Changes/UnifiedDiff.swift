import CNI

/// Two texts compared line by line, as `diff -u` prints it.
struct UnifiedDiff {
    private enum Line {
        case kept(Substring)
        case removed(Substring)
        case added(Substring)

        var text: String {
            switch self {
            case .kept(let line): " \(line)"
            case .removed(let line): "-\(line)"
            case .added(let line): "+\(line)"
            }
        }

        var isChange: Bool { if case .kept = self { false } else { true } }
        var isOld: Bool { if case .added = self { false } else { true } }
        var isNew: Bool { if case .removed = self { false } else { true } }
    }

    private static let context = 3

    /// Empty where both are the same.
    let text: String

    init(_ old: String, _ new: String, from oldName: String, to newName: String) {
        let old = Self.lines(old)
        let new = Self.lines(new)
        guard old.count + new.count <= Limits.comparedLines else {
            text = "--- \(oldName)\n+++ \(newName)\n(\(old.count) and \(new.count) lines: too long to be compared)\n"
            return
        }
        let hunks = Self.hunks(Self.merged(old, new))
        text = hunks.isEmpty ? "" : "--- \(oldName)\n+++ \(newName)\n" + hunks
    }

    private static func lines(_ text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func merged(_ old: [Substring], _ new: [Substring]) -> [Line] {
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = []
        var oldPlace = 0
        var newPlace = 0
        while oldPlace < old.count || newPlace < new.count {
            if oldPlace < old.count, removed.contains(oldPlace) {
                lines.append(.removed(old[oldPlace]))
                oldPlace += 1
            } else if newPlace < new.count, added.contains(newPlace) {
                lines.append(.added(new[newPlace]))
                newPlace += 1
            } else {
                lines.append(.kept(new[newPlace]))
                oldPlace += 1
                newPlace += 1
            }
        }
        return lines
    }

    private static func hunks(_ lines: [Line]) -> String {
        let shown = lines.indices.map { place in
            lines[max(0, place - context)...min(lines.count - 1, place + context)].contains(where: \.isChange)
        }
        var text = ""
        var place = 0
        var oldLine = 1
        var newLine = 1
        while place < lines.count {
            let end = shown[place...].firstIndex(of: !shown[place]) ?? lines.count
            let part = lines[place..<end]
            let oldCount = part.count(where: \.isOld)
            let newCount = part.count(where: \.isNew)
            if shown[place] {
                let from = "-\(oldCount == 0 ? oldLine - 1 : oldLine),\(oldCount)"
                let to = "+\(newCount == 0 ? newLine - 1 : newLine),\(newCount)"
                text += "@@ \(from) \(to) @@\n" + part.map { $0.text + "\n" }.joined()
            }
            oldLine += oldCount
            newLine += newCount
            place = end
        }
        return text
    }
}
