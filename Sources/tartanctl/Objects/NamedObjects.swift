/// `KIND NAME…`, or `KIND/NAME` and `KIND/NAMESPACE/NAME` as `-o name` prints them.
struct NamedObjects: Equatable {
    let kind: KindWord
    let names: [String]

    /// Of a kind, without names.
    init(kind: KindWord) {
        self.kind = kind
        names = []
    }

    /// - Throws: a usage failure for a kind that isn't known or isn't allowed here.
    init(_ words: [String], allowed: [KindWord] = KindWord.allCases) throws(Failure) {
        guard let first = words.first else {
            throw .usage("name a kind: \(allowed.map(\.rawValue).joined(separator: ", "))")
        }
        guard let slash = first.firstIndex(of: "/") else {
            kind = try KindWord(first, allowed: allowed)
            names = Array(words.dropFirst())
            return
        }
        kind = try KindWord(String(first[..<slash]), allowed: allowed)
        var names: [String] = []
        for word in words {
            guard let slash = word.firstIndex(of: "/"), try KindWord(String(word[..<slash]), allowed: allowed) == kind
            else { throw .usage("\"\(word)\" is no \(kind.singular)/NAME like \"\(first)\"") }
            names.append(String(word[word.index(after: slash)...]))
        }
        self.names = names
    }
}
