import CNI
import MultiNetwork

/// Keys of labels and annotations, and values of labels.
enum QualifiedName {
    /// The rule that a key breaks, as a sentence of its own.
    static func brokenRule(of key: String) -> String? {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count > 2 { return "it has more than one slash" }
        if parts.count == 2 {
            do throws(InvalidName) { try KubernetesName.validateName(String(parts[0]).lowercased()) } catch {
                return "its prefix \(error.rule)"
            }
        }
        let name = parts.last ?? ""
        if name.isEmpty { return "its name is empty" }
        if name.utf8.count > 63 { return "its name has \(name.utf8.count) bytes, 63 are allowed" }
        return brokenSpelling(name).map { "its name \($0)" }
    }

    static func brokenRule(ofLabelValue value: String) -> String? {
        if value.isEmpty { return nil }
        if value.utf8.count > 63 { return "it has \(value.utf8.count) bytes, 63 are allowed" }
        return brokenSpelling(value[...]).map { "it \($0)" }
    }

    private static func brokenSpelling(_ text: Substring) -> String? {
        guard text.utf8.allSatisfy({ $0.isASCIILetterOrDigit || "-_.".utf8.contains($0) }) else {
            return "has characters other than letters, digits, \"-\", \"_\" and \".\""
        }
        let edges = [text.utf8.first, text.utf8.last].compactMap { $0 }
        return edges.allSatisfy(\.isASCIILetterOrDigit) ? nil : "doesn't begin and end with a letter or digit"
    }
}
