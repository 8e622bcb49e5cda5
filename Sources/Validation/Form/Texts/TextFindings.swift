import ExactJSON
import Findings
import MarkedYAML

/// What is wrong with a text before anything in it can be looked at.
enum TextFindings {
    /// For a text of which no line can be shown.
    static func unreadable(_ error: YAMLError, _ input: InputText) -> Finding {
        let place = FindingPlace(
            file: input.name, line: error.position.line, column: error.position.column,
            endColumn: error.position.column + 1)
        guard error.cause == .invalidUTF8 else { return tooLarge(input) }
        if let encoding = UTF16Text.name(of: input.bytes) {
            let start = FindingPlace(file: input.name, line: 1, column: 1, endColumn: 2)
            return .utf16(at: start, encoding)
        }
        return Finding(
            .invalidUTF8, at: place, "the text is not UTF-8", label: "this byte begins no character",
            notes: ["If the file is in Latin 1: iconv -f LATIN1 -t UTF-8 FILE"])
    }

    static func tooLarge(_ input: InputText) -> Finding {
        Finding(
            .tooLarge, at: FindingPlace(file: input.name, line: 1, column: 1, endColumn: 2),
            "the text is larger than \(MarkedLimits.standard.size >> 20) MiB",
            notes: ["It wasn't read. The API server takes no object of more than 1.5 MiB."])
    }

    /// - Returns: whether the text can be looked at further.
    static func isReadable(_ file: SourceFile, _ sink: inout FindingSink) -> Bool {
        guard let encoding = UTF16Text.name(of: file.text.bytes) else { return true }
        sink.report(.utf16(at: file.place(0..<1).withoutExcerpt, encoding))
        return false
    }

    /// - Returns: whether it was reported: a template of something else is foreign.
    @discardableResult
    static func report(_ error: YAMLError, in file: SourceFile, _ sink: inout FindingSink) -> Bool {
        if case .json(let json) = error.cause {
            report(json, in: JSONText(file), what: "the file", &sink)
            return true
        }
        guard let slip = YAMLSlip(error, file.text).slip else { return false }
        slip.report({ Spot(file, bytes: $0) }, &sink)
        return true
    }

    /// - Parameter what: what isn't JSON, as the beginning of a sentence.
    static func report(_ error: JSONError, in text: JSONText, what: String, _ sink: inout FindingSink) {
        if error.cause == .empty, let scalar = text.scalar {
            sink.report(.emptyConfiguration, at: Spot(text.file, scalar), "\(what) is empty")
            return
        }
        JSONSlip(error: error, text: TextBytes(bytes: text.bytes), what: what).slip.report(text.spot, &sink)
    }
}

/// Text in UTF-16, which Windows' editors call Unicode, or in UTF-32.
private enum UTF16Text {
    static func name(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return "UTF-32LE" }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32BE" }
        if bytes.starts(with: [0xFF, 0xFE]) { return "UTF-16LE" }
        if bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16BE" }
        let head = Array(bytes.prefix(4))
        guard head.count == 4 else { return nil }
        if head[1] == 0, head[3] == 0, head[0] != 0, head[2] != 0 { return "UTF-16LE" }
        if head[0] == 0, head[2] == 0, head[1] != 0, head[3] != 0 { return "UTF-16BE" }
        return nil
    }
}

extension Finding {
    fileprivate static func utf16(at place: FindingPlace, _ encoding: String) -> Finding {
        Finding(
            .utf16, at: place, "the text is in \(encoding)", label: "it has to be UTF-8",
            notes: ["iconv -f \(encoding) -t UTF-8 FILE"])
    }
}

extension FindingPlace {
    fileprivate var withoutExcerpt: FindingPlace {
        FindingPlace(file: file, line: line, column: column, endColumn: endColumn)
    }
}
