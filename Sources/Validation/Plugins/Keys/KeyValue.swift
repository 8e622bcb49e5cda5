import ExactJSON
import Findings
import PluginCatalogue
import Wording

/// One value against what the catalogue says of it alone: type, range, choice, form, length.
struct KeyValue {
    let spec: KeySpec
    let cursor: JSONCursor
    /// Nil for an element of an array.
    let name: String?
    let type: String

    func check(_ sink: inout FindingSink) {
        let value = cursor.value
        if value.isNull { return }
        guard spec.takesType(of: value) else { return reportType(&sink) }
        checkRange(&sink)
        checkLength(&sink)
        guard checkChoice(&sink), let text = value.string, !text.isEmpty, let format = spec.format else { return }
        if spec.words.contains(where: { matches($0, text) }) || format.isAddress { return }
        if !format.accepts(text) {
            sink.report(
                .malformedValue, at: cursor.spot, "\(subject) of \(type) is \(shown), which it can't read",
                label: format.phrase)
        }
    }

    private var subject: String { name.map { "\"\($0)\"" } ?? "an element" }

    private var shown: String { cursor.value.text.cut }

    private func reportType(_ sink: inout FindingSink) {
        let unquoted = cursor.value.string.flatMap(unquoted)
        if let unquoted {
            sink.report(
                .quotedValue, at: cursor.spot, "\(subject) of \(type) is in quotation marks",
                label: "write \(unquoted)",
                notes: ["In quotation marks it is a string, and \(type) takes \(spec.typePhrase) only."],
                replacement: unquoted)
            return
        }
        sink.report(
            .wrongType, at: cursor.spot, "\(subject) of \(type) is \(cursor.value.kindName)",
            label: "must be \(spec.typePhrase)",
            notes: ["\(type) fails every pod with it: it can't decode its configuration."])
    }

    /// What was meant by a number or boolean in quotation marks.
    private func unquoted(_ text: String) -> String? {
        let word = text.lowercased()
        if spec.types.contains(.boolean), word == "true" || word == "false" { return word }
        guard spec.types.contains(.integer) || spec.types.contains(.number), Int(text) != nil else { return nil }
        return text
    }

    private func checkRange(_ sink: inout FindingSink) {
        guard let number = cursor.value.number, let value = number.double else { return }
        let isLow = spec.minimum.map { value < Double($0) } ?? false
        let isHigh = spec.maximum.map { value > Double($0) } ?? false
        guard isLow || isHigh else { return }
        let unit = spec.unit.map { " \($0)" } ?? ""
        let allowed =
            switch (spec.minimum, spec.maximum) {
            case (let low?, let high?): "\(low) to \(high)\(unit)"
            case (let low?, nil): "at least \(low)\(unit)"
            case (nil, let high?): "at most \(high)\(unit)"
            case (nil, nil): ""
            }
        sink.report(
            .outOfRange, at: cursor.spot, "\(subject) of \(type) is \(number.spelling.cut)\(unit)", label: allowed)
    }

    private func checkLength(_ sink: inout FindingSink) {
        let (length, what): (Int, String)
        switch cursor.value.content {
        case .string(let text): (length, what) = (text.value.utf8.count, "bytes")
        case .array(let values): (length, what) = (values.count, "elements")
        case .object(let object): (length, what) = (object.members.count, "members")
        case .null, .bool, .number: return
        }
        if let longest = spec.longest, length > longest {
            sink.report(
                .wrongLength, at: cursor.spot, "\(subject) of \(type) has \(length) \(what)",
                label: "at most \(longest)")
        }
        // An empty text counts as absent.
        if let shortest = spec.shortest, length < shortest, length > 0 || what != "bytes" {
            sink.report(
                .wrongLength, at: cursor.spot, "\(subject) of \(type) has \(length) \(what)",
                label: "at least \(shortest)")
        }
    }

    /// - Returns: whether the value may be looked at further.
    private func checkChoice(_ sink: inout FindingSink) -> Bool {
        guard !spec.values.isEmpty else { return true }
        let value = cursor.value
        if value.string?.isEmpty == true || spec.values.contains(where: { matches($0, value) }) { return false }
        let texts = spec.values.compactMap(\.string) + spec.words
        if let text = value.string, spec.words.contains(where: { matches($0, text) }) { return false }
        let near = value.string.flatMap { Spelling.closest(to: $0.lowercased(), in: texts) }
        let all = spec.values.map(\.text).joined(separator: ", ")
        sink.report(
            .notAChoice, at: cursor.spot, "\(subject) of \(type) is \(shown)",
            label: near.map { "did you mean \"\($0)\"?" } ?? "one of \(all)",
            notes: near == nil ? [] : ["It is one of \(all)."], replacement: near.map { "\"\($0)\"" })
        return false
    }

    private func matches(_ allowed: JSONValue, _ value: JSONValue) -> Bool {
        if let allowed = allowed.string, let value = value.string { return matches(allowed, value) }
        return allowed == value
    }

    private func matches(_ allowed: String, _ text: String) -> Bool {
        spec.foldsCase ? allowed.lowercased() == text.lowercased() : allowed == text
    }
}

extension String {
    /// Short enough for a message.
    var cut: String {
        let head = unicodeScalars.prefix(64)
        return head.endIndex == endIndex ? self : String(head) + "…"
    }
}
