import ExactJSON
import Findings
import TartanCore
import Wording

/// Values that Multus can't decode, and those that it takes for something else.
struct MultusValueCheck: MetaPluginCheck {
    /// What is looked at as with any network configuration; the daemon's file is none.
    private static let ofForm: Set<String> = [
        "cniVersion", "cniVersions", "name", "type", "capabilities", "runtimeConfig", "prevResult",
    ]

    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.isMultus else { return }
        let place = SettingNames(program: settings.program).place
        for row in MultusKey.all where row.counts(in: place) {
            if settings.program != .daemon, Self.ofForm.contains(row.name) { continue }
            guard let member = settings.member(row.name) else { continue }
            if let shape = row.shape, !shape.fits(member.value.value) {
                report(member, shape.words, settings, &sink)
            } else if row.isListOfTexts {
                checkTexts(member, settings, &sink)
            }
        }
        checkPaths(settings, &sink)
        checkLevel(settings, &sink)
        checkOptions(settings, &sink)
        checkLimit(settings, &sink)
    }

    private func report(
        _ member: JSONCursor.Member, _ expected: String, _ settings: MetaPluginFacts, _ sink: inout FindingSink
    ) {
        let subject = "\"\(member.key.cutForMessage)\" of \(settings.title)"
        let text = member.value.value.string
        let plain =
            expected == "true or false"
            ? ["true", "false"].first { $0 == text?.lowercased() }
            : expected == "a whole number" ? text.flatMap { Int($0) }.map(String.init) : nil
        if let plain {
            sink.report(
                .quotedValue, at: member.value.spot, "\(subject) is in quotation marks", label: "write \(plain)",
                notes: ["In quotation marks it is a string, and \(expected) is needed."], replacement: plain)
            return
        }
        sink.report(
            .wrongType, at: member.value.spot, "\(subject) is \(member.value.value.kindName)",
            label: "must be \(expected)", notes: [Self.consequence(settings)])
    }

    private static func consequence(_ settings: MetaPluginFacts) -> String {
        settings.program == .daemon
            ? "The daemon can't decode its file and ends, so no pod of the node can start."
            : "Multus can't decode its configuration, so no pod of the node can start, and none be removed."
    }

    private func checkTexts(_ member: JSONCursor.Member, _ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard let elements = member.value.elements else {
            return report(member, "a list of strings", settings, &sink)
        }
        for element in elements where element.value.string == nil && !element.value.isNull {
            sink.report(
                .wrongType, at: element.spot,
                "\"\(member.key.cutForMessage)\" of \(settings.title) has \(element.value.kindName)",
                label: "must be a string", notes: [Self.consequence(settings)])
        }
    }

    private func checkPaths(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        let keys = [
            "confDir", "cniDir", "binDir", "kubeconfig", "readinessindicatorfile", "logFile", "daemonSocketDir",
            "socketDir", "cniConfigDir", "multusAutoconfigDir",
        ]
        for key in keys {
            guard let text = settings.text(key), !text.hasPrefix("/"), !LeftOver.placeholder(in: text),
                let member = settings.member(key)
            else { continue }
            sink.report(
                .lenientValue, at: member.value.spot,
                "\"\(member.key.cutForMessage)\" of \(settings.title) is \"\(text.cutForMessage)\", which is no whole path",
                label: "a path from / on",
                notes: ["It begins at the folder in which the runtime or the daemon happens to run."])
        }
    }

    private func checkLevel(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard let text = settings.text("logLevel"), let cursor = settings.member("logLevel")?.value else { return }
        let words = LogSettings.Level.allCases.map(\.rawValue)
        if words.contains(text.lowercased()) { return }
        let near = Spelling.closest(to: text.lowercased(), in: words)
        let all = words.map { "\"\($0)\"" }.joined(separator: ", ")
        sink.report(
            .lenientValue, at: cursor.spot, "\"logLevel\" of \(settings.title) is \"\(text.cutForMessage)\"",
            label: near.map { "did you mean \"\($0)\"?" } ?? "one of \(all)",
            notes: (near == nil ? [] : ["It is one of \(all)."]) + [
                "Multus says so on stderr, where nobody reads it, and logs as with \"panic\"."
            ], replacement: near.map { "\"\($0)\"" })
    }

    private func checkOptions(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard let options = settings.member("logOptions")?.value, options.value.object != nil else { return }
        for member in options.members where !member.value.value.isNull {
            let key = Settings.logOptionKeys.first { $0.lowercased() == member.key.lowercased() }
            guard let key else { continue }
            let fits = key == "compress" ? member.value.value.boolean != nil : member.value.value.integer != nil
            if !fits { report(member, key == "compress" ? "true or false" : "a whole number", settings, &sink) }
        }
    }

    private func checkLimit(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard settings.program == .daemon, let cursor = settings.member("connectionLimit")?.value,
            let limit = cursor.value.integer, limit <= 0
        else { return }
        sink.report(
            .outOfRange, at: cursor.spot, "\"connectionLimit\" of \(settings.title) is \(limit)", label: "at least 1",
            notes: ["The daemon ends at once; without the key there is no limit."])
    }
}

extension MultusKey {
    /// What Multus decodes it as; nil for lists.
    fileprivate var shape: Shape? {
        switch rule {
        case .text, .path, .name, .type, .version, .clusterNetwork, .logLevel, .namespace: .text
        case .flag, .listFlag: .flag
        case .drop(let shape): shape
        case .capabilities, .logOptions: .object
        case .texts, .defaultNetworks, .delegates, .versions: nil
        }
    }

    fileprivate var isListOfTexts: Bool {
        switch rule {
        case .texts, .defaultNetworks: true
        default: false
        }
    }
}
