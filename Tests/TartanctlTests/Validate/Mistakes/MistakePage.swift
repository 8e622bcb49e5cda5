import Findings
import Foundation

@testable import tartanctl

/// docs/findings/mistakes.md: each mistake of Tests/Mistakes with what validate prints about it.
enum MistakePage {
    static func markdown() throws -> String {
        var text = """
            # Mistakes that people have made

            Each is taken from a problem that somebody had with Multus, a plugin or a cluster network, or from a \
            documentation; the files are written anew and are in \
            [Tests/Mistakes](../../Tests/Mistakes). What stands under a mistake is what `tartanctl validate` prints about \
            it, a test holds it. There are \(Mistake.all.count).


            """
        for mistake in Mistake.all {
            let printed = TextReport(try mistake.report()).findings
            text += """
                ## \(mistake.title)

                \(source(mistake.source)). \(mistake.seen)

                ```
                \(printed.trimmingCharacters(in: .newlines))
                ```

                Files: [\(mistake.name)](../../Tests/Mistakes/\(mistake.name))


                """
        }
        return text.trimmingCharacters(in: .newlines) + "\n"
    }

    /// A link to each `owner/name#number`.
    private static func source(_ text: String) -> String {
        text.replacing(/([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)#([0-9]+)/) { match in
            "[\(match.0)](https://github.com/\(match.1)/issues/\(match.2))"
        }
    }
}
