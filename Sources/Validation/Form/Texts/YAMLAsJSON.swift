import Findings

/// Recognises what people write where a JSON configuration belongs: YAML, a file's name, base64.
struct YAMLAsJSON {
    private let text: TextBytes

    init(_ text: TextBytes) {
        self.text = text
    }

    func slip(_ what: String) -> Slip? {
        guard let start = text.firstInk else { return nil }
        let line = start..<text.lineEnd(from: start)
        if isKeyLine(line) {
            return Slip(
                .yamlInsteadOfJSON, line, "\(what) is YAML, and it has to be JSON",
                label: "braces, quotation marks and commas are missing",
                notes: ["What stands in the string is handed to plugins as it is, and they read JSON only."])
        }
        guard !text.bytes[line.upperBound...].contains(where: { !TextBytes.isSpace($0) }) else { return nil }
        let word = text.word(at: start, until: "")
        guard
            word.upperBound == line.upperBound
                || text.bytes[word.upperBound..<line.upperBound].allSatisfy(TextBytes.isSpace)
        else { return nil }
        if isPath(word) {
            return Slip(
                .fileInsteadOfConfiguration, word, "\(what) is the name of a file, and it has to be the file's content",
                label: "write the JSON itself",
                notes: ["A definition without \"config\" is looked for on the node by the definition's name."])
        }
        if ["eyJ", "ewo", "ewog", "ew0K", "eyAi"].contains(where: { text.has($0, at: start) }), word.count > 8 {
            return Slip(
                .encodedConfiguration, word, "\(what) is in base64, and it has to be JSON itself",
                label: "decode it: base64 -d", notes: ["Only the data of Secrets is written in base64."])
        }
        return nil
    }

    /// `type: macvlan`, `- type: macvlan`.
    private func isKeyLine(_ line: Range<Int>) -> Bool {
        var start = line.lowerBound
        if text.has("- ", at: start) { start += 2 }
        guard let colon = text.first(":", from: start, before: line.upperBound), colon > start,
            text[colon + 1].map({ TextBytes.isSpace($0) }) ?? true
        else { return false }
        return text.bytes[start..<colon].allSatisfy {
            TextBytes.isLetter($0) || TextBytes.isDigit($0) || "-.".utf8.contains($0)
        }
    }

    private func isPath(_ word: Range<Int>) -> Bool {
        if text.has("/", at: word.lowerBound), !text.has("//", at: word.lowerBound),
            !text.has("/*", at: word.lowerBound)
        {
            return true
        }
        let endings = [".conf", ".conflist", ".json"]
        return endings.contains { text.has($0, at: word.upperBound - $0.utf8.count) }
    }
}
