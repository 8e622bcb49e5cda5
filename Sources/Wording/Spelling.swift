/// Which of some words was probably meant.
package enum Spelling {
    /// The nearest of the words, if it is near enough: one change in short words, a third of the letters in longer ones.
    package static func closest(to word: String, in words: some Sequence<String>) -> String? {
        let allowed = allowedChanges(of: word)
        var best: (word: String, distance: Int)?
        for candidate in words where candidate != word {
            let distance = distance(word, candidate, limit: allowed)
            if distance <= min(allowed, (best?.distance ?? .max) - 1) { best = (candidate, distance) }
        }
        return best?.word
    }

    /// All words that are near enough, the nearest first; equally near ones in the order in which they come.
    package static func nearest(to word: String, in words: some Sequence<String>, count: Int) -> [String] {
        let allowed = allowedChanges(of: word)
        let near = words.enumerated().compactMap { place, candidate -> (place: Int, word: String, distance: Int)? in
            let distance = distance(word, candidate, limit: allowed)
            return distance > 0 && distance <= allowed ? (place, candidate, distance) : nil
        }
        return near.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.prefix(count).map(\.word)
    }

    private static func allowedChanges(of word: String) -> Int { max(1, min(3, word.unicodeScalars.count / 3)) }

    /// How many letters must be put in, taken out, changed or swapped with their neighbour (optimal string alignment).
    package static func distance(_ left: String, _ right: String, limit: Int = 255) -> Int {
        let left = Array(left.unicodeScalars.prefix(256))
        let right = Array(right.unicodeScalars.prefix(256))
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column + 1], current[column]) + 1
                best = min(best, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            before = last
            last = current
        }
        return last[right.count]
    }
}
