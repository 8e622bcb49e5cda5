/// One or more files as somebody might write them. In a bad sample `⟦` and `⟧` stand around what the finding points at;
/// `⟦TN1012:` … `⟧` where it is another finding than the sample's own. `⟪FF⟫` is a byte, `⟪1000×[⟫` a thousand brackets.
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
    /// The text as somebody would write it, without the marks; what no text can hold stays as it is written in the sample.
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

    /// The file's bytes, without the marks.
    package var bytes: [UInt8] { Self.expanded(plainText) }

    /// Writes out what stands in `⟪⟫`: two digits for a byte that needn't be part of a character (`⟪FF⟫`), a number and a
    /// text for a text that often (`⟪1000×[⟫`).
    package static func expanded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text.unicodeScalars[...]
        while let open = rest.firstIndex(of: "⟪"), let close = rest[open...].firstIndex(of: "⟫") {
            bytes += Array(String(rest[..<open]).utf8)
            let inside = rest[rest.index(after: open)..<close]
            if let times = inside.firstIndex(of: "×"), let count = Int(String(inside[..<times])) {
                let repeated = Array(String(inside[inside.index(after: times)...]).utf8)
                for _ in 0..<count { bytes += repeated }
            } else if let byte = UInt8(String(inside), radix: 16) {
                bytes.append(byte)
            }
            rest = rest[rest.index(after: close)...]
        }
        return bytes + Array(String(rest).utf8)
    }
}
