/// What a runtime's TOML says, as far as it is needed: texts, numbers and lists of texts, each with its section. The rest
/// is passed over.
enum RuntimeTOML {
    struct Line: Equatable {
        /// `["plugins", "io.containerd.grpc.v1.cri", "cni"]`.
        let section: [String]
        let key: String
        let values: [String]
    }

    /// None where the file can't be read.
    static func lines(_ path: String, _ files: HostFiles) -> [Line] {
        guard let bytes = try? files.read(path) else { return [] }
        return lines(of: String(decoding: bytes, as: UTF8.self))
    }

    static func lines(of text: String) -> [Line] {
        var lines: [Line] = []
        var section: [String] = []
        // A list may go on over lines.
        var open: (key: String, text: String)?
        for raw in text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            let line = trimmed(withoutComment(raw))
            if line.isEmpty { continue }
            if let (key, begun) = open {
                let whole = begun + " " + line
                open = line.last == "]" ? nil : (key, whole)
                if open == nil { lines.append(Line(section: section, key: key, values: values(whole))) }
            } else if line.first == "[" {
                section = parts(line.drop { $0 == "[" }.prefix { $0 != "]" })
            } else if let equal = line.firstIndex(of: "=") {
                let key = parts(line[..<equal]).last ?? ""
                let value = trimmed(line[line.index(after: equal)...])
                if value.first == "[", value.last != "]" {
                    open = (key, String(value))
                } else {
                    lines.append(Line(section: section, key: key, values: values(String(value))))
                }
            }
        }
        return lines
    }

    /// The texts between quotes, or what stands there without any.
    private static func values(_ text: String) -> [String] {
        var values: [String] = []
        var quote: Character?
        var value = ""
        for character in text {
            if let open = quote {
                if character == open {
                    values.append(value)
                    quote = nil
                } else {
                    value.append(character)
                }
            } else if character == "\"" || character == "'" {
                quote = character
                value = ""
            }
        }
        return values.isEmpty && text.first != "[" ? [text] : values
    }

    /// A dotted key, parts of which may be quoted.
    private static func parts(_ text: Substring) -> [String] {
        var parts = [""]
        var quote: Character?
        for character in text {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if quote == nil, character == "." {
                parts.append("")
            } else if quote != nil || !character.isWhitespace {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }

    private static func withoutComment(_ line: Substring) -> Substring {
        var quote: Character?
        for index in line.indices {
            let character = line[index]
            if character == quote {
                quote = nil
            } else if quote == nil {
                if character == "\"" || character == "'" { quote = character }
                if character == "#" { return line[..<index] }
            }
        }
        return line
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
