import Findings

/// The list of all kinds of finding, for docs/findings.
enum FindingIndex {
    static var markdown: String {
        var text = """
            # Findings of tartanctl validate

            Each finding has a code that stays. `tartanctl explain CODE` prints its page, `tartanctl explain codes` this \
            list. The pages are made from the catalogue in Sources/Findings; every example is a test.

            """
        for category in FindingCategory.allCases {
            let kinds = FindingCatalogue.all.filter { $0.category == category }
            if kinds.isEmpty { continue }
            text += "\n## \(category.title)\n\n| code | | finding |\n|---|---|---|\n"
            for kind in kinds {
                text += "| [\(kind.code)](\(kind.code).md) | \(kind.severity.rawValue) | \(kind.title) |\n"
            }
        }
        return text
    }
}
