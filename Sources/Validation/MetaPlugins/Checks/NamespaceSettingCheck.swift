import CNI
import ExactJSON
import Findings
import MultiNetwork

/// Namespaces in settings, which are compared letter for letter.
struct NamespaceSettingCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        if let cursor = settings.member("globalNamespaces")?.value, let text = cursor.value.string {
            var offset = 0
            var wrong = 0
            for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
                defer { offset += part.count + 1 }
                let blanks = part.prefix { $0 == 0x20 || $0 == 0x09 }.count
                let name = String(decoding: part.trimmed, as: UTF8.self)
                guard let rule = Self.brokenRule(name) else { continue }
                wrong += 1
                // Each place is looked for from the text's beginning.
                if wrong > Self.mostInText { return }
                let start = offset + blanks
                let spot = cursor.spot(of: start..<start + name.utf8.count)
                report(name, rule, "globalNamespaces", spot, settings, &sink)
            }
        }
        for (cursor, text) in settings.texts("systemNamespaces") {
            check(text, "systemNamespaces", cursor.spot, settings, &sink)
        }
        if let cursor = settings.member("multusNamespace")?.value, let text = settings.text("multusNamespace") {
            check(text, "multusNamespace", cursor.spot, settings, &sink)
        }
    }

    private func check(
        _ name: String, _ key: String, _ spot: Spot, _ settings: MetaPluginFacts, _ sink: inout FindingSink
    ) {
        guard let rule = Self.brokenRule(name) else { return }
        report(name, rule, key, spot, settings, &sink)
    }

    /// Of one text so many are told.
    private static let mostInText = 100

    private static func brokenRule(_ name: String) -> String? {
        if name.isEmpty || LeftOver.placeholder(in: name) { return nil }
        do throws(InvalidName) { try KubernetesName.validateNamespace(name) } catch { return error.rule }
        return nil
    }

    private func report(
        _ name: String, _ rule: String, _ key: String, _ spot: Spot, _ settings: MetaPluginFacts,
        _ sink: inout FindingSink
    ) {
        sink.report(
            .noNamespace, at: spot,
            "\"\(name.cutForMessage)\" in \"\(key)\" of \(settings.title) can't be a namespace: it \(rule)",
            label: key == "globalNamespaces" ? "namespaces between commas" : "a namespace",
            notes: ["Names are compared letter for letter, so it stands for none; there are no patterns."])
    }
}

extension Substring.UTF8View {
    fileprivate var trimmed: Substring.UTF8View {
        var text = drop { $0 == 0x20 || $0 == 0x09 }
        while let last = text.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
        return text
    }
}
