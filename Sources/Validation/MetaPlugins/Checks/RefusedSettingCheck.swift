import ExactJSON
import Findings
import TartanCore
import Wording

/// What Tartan refuses of its own configuration. Tartan's decoder itself is asked, so that both can't differ: once for each
/// value that it refuses.
struct RefusedSettingCheck: MetaPluginCheck {
    /// What is looked at as with any network configuration.
    private static let ofForm: Set<String> = [
        "cniversion", "name", "type", "capabilities", "runtimeconfig", "cni.dev/valid-attachments",
    ]

    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program == .tartan else { return }
        var object = JSONObject([.init(key: "name", value: "tartan")])
        for key in Settings.keys where !Self.ofForm.contains(key.lowercased()) {
            object[key] = settings.member(key)?.value.value
        }
        for _ in Settings.keys {
            do throws(SettingsError) {
                _ = try Settings(object, ownName: "tartan")
                return
            } catch {
                guard case .unusable(let path, _, let expected, let fault) = error else { return }
                let keys = path.split(separator: ".", maxSplits: 1).map(String.init)
                guard let key = keys.first, var member = settings.member(key) else { return }
                var rest = object[key]?.object
                object[key] = nil
                if keys.count > 1, let inner = Self.inner(keys[1], member.value) {
                    member = inner
                    // What else is in it is looked at, too.
                    rest?.removeAll { $0.key.lowercased() == keys[1].lowercased() }
                    object[key] = rest.map { .object($0) }
                }
                report(member, path, expected, fault, settings, &sink)
            }
        }
    }

    private static func inner(_ key: String, _ object: JSONCursor) -> JSONCursor.Member? {
        object.member(key) ?? object.members.last { $0.key.lowercased() == key.lowercased() }
    }

    private func report(
        _ member: JSONCursor.Member, _ path: String, _ expected: String, _ fault: SettingsFault,
        _ settings: MetaPluginFacts, _ sink: inout FindingSink
    ) {
        let inner = path.contains(".") ? "logOptions." : ""
        let subject = "\"\(inner)\(member.key.cutForMessage)\" of \(settings.title)"
        let value = member.value
        if value.value.string.map(LeftOver.placeholder) == true { return }
        let shown = value.value.text.cutForMessage
        switch fault {
        case .type: reportType(value, subject, expected, &sink)
        case .range:
            sink.report(.outOfRange, at: value.spot, "\(subject) is \(shown)", label: expected)
        case .choice(let words):
            let text = value.value.string ?? ""
            let near = words.first { $0.lowercased() == text.lowercased() } ?? Spelling.closest(to: text, in: words)
            sink.report(
                .notAChoice, at: value.spot, "\(subject) is \(shown)",
                label: near.map { "did you mean \"\($0)\"?" } ?? expected,
                notes: near == nil ? [] : ["It is \(expected)."], replacement: near.map { "\"\($0)\"" })
        case .form:
            let element = value.elements?.first { $0.value.string == "" || $0.value.string?.utf8.contains(0) == true }
            sink.report(
                .malformedValue, at: (element ?? value).spot, "\(subject) is \(shown), which it can't use",
                label: expected)
        }
    }

    private func reportType(_ value: JSONCursor, _ subject: String, _ expected: String, _ sink: inout FindingSink) {
        if let plain = Self.unquoted(value.value, expected) {
            sink.report(
                .quotedValue, at: value.spot, "\(subject) is in quotation marks", label: "write \(plain)",
                notes: ["In quotation marks it is a string, and \(expected) is needed."], replacement: plain)
            return
        }
        let element = expected.hasPrefix("a list") ? value.elements?.first { $0.value.string == nil } : nil
        sink.report(
            .wrongType, at: (element ?? value).spot,
            "\(subject) \(element == nil ? "is" : "has") \((element ?? value).value.kindName)",
            label: "must be \(expected)",
            notes: ["Tartan refuses its configuration, so no pod of the node can start."])
    }

    /// What was meant by a number or boolean in quotation marks.
    private static func unquoted(_ value: JSONValue, _ expected: String) -> String? {
        guard let text = value.string else { return nil }
        if expected == "true or false" { return ["true", "false"].first { $0 == text.lowercased() } }
        return expected.hasPrefix("a whole number") ? Int(text).map(String.init) : nil
    }
}
