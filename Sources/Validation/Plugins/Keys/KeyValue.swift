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
    /// The key in whose array it is.
    let parent: String
    let type: String
    /// Strings that are taken besides what the format says.
    let words: [String]

    /// - Returns: whether the value is of a type that the plugin takes, so that one may look into it.
    func check(_ sink: inout FindingSink) -> Bool {
        let value = cursor.value
        if value.isNull { return true }
        if value.string.map(LeftOver.placeholder) == true { return true }
        guard spec.takesType(of: value) else {
            reportType(&sink)
            return false
        }
        if spec.ignored != nil { return true }
        checkRange(&sink)
        checkLength(&sink)
        guard checkChoice(&sink), let text = value.string, !text.isEmpty, let format = spec.format else { return true }
        if words.contains(where: { matches($0, text) }) || format.accepts(text, of: spec) { return true }
        if let hint = spec.tolerance ?? format.tolerance {
            sink.report(
                .lenientValue, at: cursor.spot, "\(subject) of \(type) is \(shown)", label: format.phrase,
                notes: [hint])
        } else {
            sink.report(
                .malformedValue, at: cursor.spot, "\(subject) of \(type) is \(shown), which it can't use",
                label: format.phrase)
        }
        return true
    }

    private var subject: String {
        name.map { "\"\($0.cutForMessage)\"" } ?? "an element of \"\(parent.cutForMessage)\""
    }

    private var shown: String { spec.isSecret ? cursor.value.kindName : cursor.value.text.cutForMessage }

    private func reportType(_ sink: inout FindingSink) {
        if let plain = cursor.value.string.flatMap(unquoted) {
            sink.report(
                .quotedValue, at: cursor.spot, "\(subject) of \(type) is in quotation marks", label: "write \(plain)",
                notes: ["In quotation marks it is a string, and \(type) takes \(spec.typePhrase) only."],
                replacement: plain)
            return
        }
        let quoted = spec.types.contains(.string) ? scalarInQuotes : nil
        sink.report(
            .wrongType, at: cursor.spot, "\(subject) of \(type) is \(cursor.value.kindName)",
            label: quoted.map { "write \($0)" } ?? "must be \(spec.typePhrase)",
            notes: ["\(type) can't decode its configuration with it, so every pod fails."], replacement: quoted)
    }

    /// A number or boolean of which a string was to be made.
    private var scalarInQuotes: String? {
        switch cursor.value.content {
        case .number(let number) where number.spelling.utf8.count < 20: "\"\(number.spelling)\""
        case .bool(let value): "\"\(value)\""
        case .number, .null, .string, .array, .object: nil
        }
    }

    /// What was meant by a number or boolean in quotation marks.
    private func unquoted(_ text: String) -> String? {
        let word = text.lowercased()
        if spec.types.contains(.boolean), word == "true" || word == "false" { return word }
        guard spec.types.contains(.integer) || spec.types.contains(.number), let number = Int(text) else { return nil }
        return String(number)
    }

    private func checkRange(_ sink: inout FindingSink) {
        guard spec.minimum != nil || spec.maximum != nil, let number = cursor.value.number, let value = number.double
        else { return }
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
            .outOfRange, at: cursor.spot, "\(subject) of \(type) is \(number.spelling.cutForMessage)\(unit)",
            label: allowed)
    }

    private func checkLength(_ sink: inout FindingSink) {
        guard spec.shortest != nil || spec.longest != nil else { return }
        let (length, one, many): (Int, String, String)
        switch cursor.value.content {
        case .string(let text): (length, one, many) = (text.value.utf8.count, "byte", "bytes")
        case .array(let values): (length, one, many) = (values.count, "element", "elements")
        case .object(let object): (length, one, many) = (object.members.count, "member", "members")
        case .null, .bool, .number: return
        }
        // An empty text counts as absent.
        if length == 0, cursor.value.string != nil { return }
        let isShort = spec.shortest.map { length < $0 } ?? false
        let isLong = spec.longest.map { length > $0 } ?? false
        guard isShort || isLong else { return }
        let allowed =
            spec.shortest == spec.longest
            ? "exactly" : isShort ? "at least" : "at most"
        let bound = isShort ? spec.shortest : spec.longest
        sink.report(
            .wrongLength, at: cursor.spot, "\(subject) of \(type) has \(length) \(length == 1 ? one : many)",
            label: "\(allowed) \(bound ?? 0)")
    }

    /// - Returns: whether the value may be looked at further.
    private func checkChoice(_ sink: inout FindingSink) -> Bool {
        guard !spec.values.isEmpty else { return true }
        let value = cursor.value
        if value.string?.isEmpty == true || spec.values.contains(where: { matches($0, value) }) { return false }
        if let text = value.string, words.contains(where: { matches($0, text) }) { return false }
        let near = value.string.flatMap { text -> String? in
            let texts = spec.values.compactMap(\.string)
            return texts.first { $0.lowercased() == text.lowercased() }
                ?? Spelling.closest(to: text.lowercased(), in: texts)
        }
        let all = spec.values.map(\.text).joined(separator: ", ")
        sink.report(
            spec.tolerance == nil ? .notAChoice : .lenientValue, at: cursor.spot, "\(subject) of \(type) is \(shown)",
            label: near.map { "did you mean \"\($0)\"?" } ?? (spec.values.count == 1 ? "only \(all)" : "one of \(all)"),
            notes: (near == nil || spec.values.count == 1 ? [] : ["It is one of \(all)."])
                + [spec.tolerance].compactMap { $0 },
            replacement: near.map { "\"\($0)\"" })
        return false
    }

    private func matches(_ allowed: JSONValue, _ value: JSONValue) -> Bool {
        if let allowed = allowed.string, let value = value.string { return matches(allowed, value) }
        return allowed == value
    }

    private func matches(_ allowed: String, _ text: String) -> Bool {
        if allowed.utf8.elementsEqual(text.utf8) { return true }
        // Words that another plugin replaces are written in any letter case.
        return (spec.foldsCase || !spec.words.contains(allowed) && words.contains(allowed))
            && allowed.lowercased() == text.lowercased()
    }
}
