/// One or more files as somebody might write them. In a bad sample `⟦` and `⟧` stand around what the finding points at;
/// `⟦TN1012:` … `⟧` where it is another finding than the sample's own.
package struct Sample: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        /// Its ending says what it is. `node.yaml` holds what a node has, `.tartan.yaml` the settings of the validation.
        package let name: String
        package let text: String

        package init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    package let files: [File]

    package init(_ files: [File]) {
        self.files = files
    }

    /// A sample of one file.
    package init(_ name: String, _ text: String) {
        self.init([File(name, text)])
    }
}

extension Sample.File {
    /// The text as somebody would write it, without the marks.
    package var plainText: String {
        var plain = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "⟦":
                let head = String(rest.prefix(7))
                if head.hasPrefix("TN"), head.hasSuffix(":") { rest = rest.dropFirst(7) }
            case "⟧": break
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }
}
