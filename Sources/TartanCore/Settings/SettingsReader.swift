import CNI
import ExactJSON

/// Reads keys of Tartan's configuration. A known key with a wrong type is an error that names key, value and what is
/// expected; null counts as absent. Keys are found without regard to case where the exact one is missing, because Multus (Go) reads them so.
struct SettingsReader {
    let object: JSONObject
    /// Before a key in an error: `logOptions.`
    let within: String
    /// The same members under their keys in small letters.
    private let folded: JSONObject

    init(object: JSONObject, within: String = "") {
        self.object = object
        self.within = within
        folded = JSONObject(object.members.map { JSONObject.Member(key: $0.key.lowercased(), value: $0.value) })
    }

    func value(_ key: String) -> JSONValue? {
        let value = object[key] ?? folded[key.lowercased()]
        return value.flatMap { $0.isNull ? nil : $0 }
    }

    private func wrong(
        _ key: String, _ value: JSONValue, _ expected: String, _ fault: SettingsFault = .type
    ) -> SettingsError {
        // A configuration inside may hold a secret.
        let text = value.hasObject ? value.kindName : value.text
        let shown = text.utf8.count > 120 ? String(text.prefix(100)) + "…" : text
        return .unusable(key: within + key, value: shown, expected: expected, fault)
    }

    /// The text of a key; nil where it is absent or empty.
    func text(_ key: String) throws(SettingsError) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.string else { throw wrong(key, value, "a string") }
        return text.isEmpty ? nil : text
    }

    func path(_ key: String) throws(SettingsError) -> String? {
        guard let value = value(key), let text = try text(key) else { return nil }
        guard text.hasPrefix("/"), !text.utf8.contains(0) else {
            throw wrong(key, value, "an absolute path", .form)
        }
        return text
    }

    /// A name that may become part of a path.
    func identifier(_ key: String) throws(SettingsError) -> String? {
        guard let value = value(key), let text = try text(key) else { return nil }
        do throws(InvalidName) { try Identifier.validate(text) } catch {
            throw wrong(
                key, value, "a name of letters, digits, \"_\", \".\" and \"-\" that begins with a letter or digit",
                .form)
        }
        return text
    }

    /// A whole number that isn't negative.
    func count(_ key: String) throws(SettingsError) -> Int? {
        guard let value = value(key) else { return nil }
        guard let count = value.integer, (0...Limits.largestCount).contains(count) else {
            throw wrong(
                key, value, "a whole number from 0 to \(Limits.largestCount)", value.integer == nil ? .type : .range)
        }
        return count
    }

    func flag(_ key: String) throws(SettingsError) -> Bool? {
        guard let value = value(key) else { return nil }
        guard let flag = value.boolean else { throw wrong(key, value, "true or false") }
        return flag
    }

    func object(_ key: String) throws(SettingsError) -> JSONObject {
        guard let value = value(key) else { return JSONObject() }
        guard let object = value.object else { throw wrong(key, value, "an object") }
        return object
    }

    /// An object of booleans, as libcni has it; null counts as false.
    func flags(_ key: String) throws(SettingsError) {
        for member in try object(key).members where member.value.boolean == nil && !member.value.isNull {
            throw wrong("\(key).\(member.key.prefixed(Limits.shownValue))", member.value, "true or false")
        }
    }

    func list(_ key: String, of elements: String) throws(SettingsError) -> [JSONValue]? {
        guard let value = value(key) else { return nil }
        guard let list = value.array else { throw wrong(key, value, "a list of \(elements)") }
        return list
    }

    /// An element that can't be read is an error: what it meant to keep would be detached.
    /// - Parameter other: an older name of the key, for where the first is absent.
    func attachments(_ key: String, or other: String) throws(SettingsError) -> [ValidAttachment]? {
        let key = value(key) == nil ? other : key
        guard let list = try list(key, of: "attachments") else { return nil }
        var attachments: [ValidAttachment] = []
        for element in list {
            guard let attachment = ValidAttachment(element) else {
                throw wrong(key, element, "attachments with \"containerID\" and \"ifname\"", .form)
            }
            attachments.append(attachment)
        }
        return attachments
    }

    func texts(_ key: String) throws(SettingsError) -> [String]? {
        guard let value = value(key) else { return nil }
        let texts = value.array?.compactMap(\.string)
        guard let texts, texts.count == value.array?.count, !texts.contains(""),
            !texts.contains(where: { $0.utf8.contains(0) })
        else {
            throw wrong(
                key, value, "a list of strings, none of them empty", texts?.count == value.array?.count ? .form : .type)
        }
        return texts
    }

    /// Names between commas, as Multus has them; nil where the key is absent or its text is empty.
    func commaSeparated(_ key: String) throws(SettingsError) -> [String]? {
        guard let value = value(key) else { return nil }
        guard let text = value.string else { throw wrong(key, value, "a string of names between commas") }
        // As in Go, and so in Multus.
        if text.isEmpty { return nil }
        return text.split(separator: ",").map { String($0.trimmingBlanks) }.filter { !$0.isEmpty }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type
    ) throws(SettingsError) -> Choice? where Choice.RawValue == String {
        guard let value = value(key), value.string != "" else { return nil }
        guard let choice = value.string.flatMap(Choice.init(rawValue:)) else {
            let words = Choice.allCases.map(\.rawValue)
            throw wrong(
                key, value, "one of " + words.map { "\"\($0)\"" }.joined(separator: ", "),
                value.string == nil ? .type : .choice(words))
        }
        return choice
    }

    /// Milliseconds of a duration: a number of seconds, or a text such as `1500ms`, `1.5s`, `2m`; an hour at most.
    func duration(_ key: String, atLeast least: Int) throws(SettingsError) -> Int? {
        guard let value = value(key) else { return nil }
        let milliseconds = value.number?.double.map { $0 * 1000 } ?? value.string.flatMap(Self.milliseconds)
        guard let milliseconds, milliseconds >= Double(least), milliseconds <= 3_600_000 else {
            throw wrong(
                key, value, "a number of seconds or a duration such as \"1500ms\" (at most an hour)",
                milliseconds != nil ? .range : value.string != nil ? .form : .type)
        }
        return Int(milliseconds.rounded())
    }

    private static func milliseconds(_ text: String) -> Double? {
        for (unit, factor) in [("ms", 1.0), ("s", 1000.0), ("m", 60_000.0), ("h", 3_600_000.0)]
        where text.hasSuffix(unit) {
            let number = text.dropLast(unit.count)
            guard !number.isEmpty, number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
            return Double(number).map { $0 * factor }
        }
        return nil
    }

    func version() throws(SettingsError) -> CNIVersion {
        guard let text = try text("cniVersion") else { return .unstated }
        guard let version = CNIVersion(text), version.isSupported else { throw .unknownVersion(text) }
        return version
    }
}

extension JSONValue {
    fileprivate var hasObject: Bool { object != nil || array?.contains(where: \.hasObject) == true }
}

extension Substring {
    /// Without blanks and tabs at both ends.
    fileprivate var trimmingBlanks: Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
