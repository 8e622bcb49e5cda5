import ExactJSON
import Findings
import Validation

/// The page of a kind of finding: what it means, what to do, an example with what `validate` says about it.
struct FindingPage {
    private let kind: FindingKind

    init(_ kind: FindingKind) {
        self.kind = kind
    }

    /// For a terminal.
    var text: String {
        var text = "\(kind.code)  \(kind.severity.rawValue)  \(kind.title)\n\n"
        text += Self.wrapped(kind.explanation) + "\n"
        text += "What to do\n" + Self.indented(Self.wrapped(kind.remedy)) + "\n"
        text += "Wrong\n" + Self.indented(Self.files(kind.bad)) + "\n" + Self.indented(said) + "\n"
        text += "Right\n" + Self.indented(Self.files(kind.good))
        return text
    }

    /// For docs/findings.
    var markdown: String {
        """
        # \(kind.code): \(kind.title)

        \(kind.severity.rawValue), \(kind.category?.word ?? "")

        \(kind.explanation)

        **What to do.** \(kind.remedy)

        ## Wrong

        \(Self.blocks(kind.bad))
            $ tartanctl validate \(Self.names(kind.bad))
        \(Self.indented(said))
        ## Right

        \(Self.blocks(kind.good))
        """
    }

    var json: JSONValue {
        [
            "code": .string(kind.code), "severity": .string(kind.severity.rawValue),
            "category": .string(kind.category?.word ?? ""), "title": .string(kind.title),
            "explanation": .string(kind.explanation), "remedy": .string(kind.remedy),
            "wrong": Self.value(of: kind.bad), "right": Self.value(of: kind.good),
        ]
    }

    /// What the validation of the example says.
    private var said: String {
        TextReport(SampleValidation.report(kind.bad)).findings
    }
}

extension FindingPage {
    /// What is said on the command line: the file that describes a node is an option's.
    private static func names(_ sample: Sample) -> String {
        sample.files.map { $0.name == NodeFactsFile.name ? "--node-facts \($0.name)" : $0.name }.joined(separator: " ")
    }

    private static func files(_ sample: Sample) -> String {
        sample.files.map { ($0.name + ":\n\n") + ended($0.plainText) + "\n" }.joined()
    }

    private static func blocks(_ sample: Sample) -> String {
        sample.files.map { file in
            let language = file.name.hasSuffix(".yaml") ? "yaml" : "json"
            return "`\(file.name)`\n\n```\(language)\n\(ended(file.plainText))```\n\n"
        }.joined()
    }

    private static func value(of sample: Sample) -> JSONValue {
        .array(sample.files.map { ["file": .string($0.name), "text": .string($0.plainText)] })
    }

    private static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
            .joined(separator: "\n")
    }

    /// At blanks, to lines that a terminal of 80 columns shows whole.
    private static func wrapped(_ text: String) -> String {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                if !line.isEmpty, line.unicodeScalars.count + word.unicodeScalars.count >= 76 {
                    lines.append(line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
