import CNI
import Findings
import MultiNetwork

/// `clusterNetwork` and `defaultNetworks` as references: that each can name something, and none twice.
struct ReferenceCheck: MetaPluginCheck {
    private static let endings = [".conflist", ".conf", ".json"]

    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        var seen: [String: Spot] = [:]
        for reference in settings.references {
            if LeftOver.placeholder(in: reference.text) { continue }
            if let (label, note) = Self.problem(reference.text, settings.program) {
                sink.report(
                    .referenceToNothing, at: reference.cursor.spot,
                    "\"\(reference.key)\" of \(settings.title) is \"\(reference.text.cutForMessage)\", which can name no network",
                    label: label, notes: [note])
                continue
            }
            // With inline delegates Multus doesn't look at the others.
            if reference.key == "defaultNetworks", settings.program == .multus, !settings.delegates.isEmpty { continue }
            let meant = Self.normal(reference.text, settings, context)
            guard let first = seen[meant] else {
                seen[meant] = reference.cursor.spot
                continue
            }
            sink.report(
                .networkTwice, at: reference.cursor.spot,
                "every pod gets network \"\(reference.text.cutForMessage)\" twice", label: "the second time",
                notes: ["It becomes one more interface of the same network, with an address of its own."],
                related: [(first, "the first time")])
        }
    }

    /// - Returns: what is allowed, and what happens.
    private static func problem(_ text: String, _ program: MetaPluginFacts.Program) -> (String, String)? {
        if text.hasPrefix("/") { return nil }
        let isFile = endings.contains(where: text.hasSuffix)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if isFile || text.hasPrefix("./") || text.hasPrefix("../") {
            return (
                "a file is named by its whole path, from / on",
                parts.count == 1
                    ? "Without a slash it is the name of a network, and none is called like a file."
                    : program == .tartan
                        ? "Only what begins with a slash is a path."
                        : "Multus looks for it in the folder in which the runtime happens to run."
            )
        }
        if parts.count == 1 {
            do throws(InvalidName) { try Identifier.validate(text) } catch {
                return ("a network's name", "It \(error.rule).")
            }
            return nil
        }
        if program != .tartan {
            return (
                "a path from / on, or the name alone",
                "Multus takes everything with a slash for a path; the namespace of networks is \"multusNamespace\"."
            )
        }
        guard parts.count == 2 else {
            return ("NAMESPACE/NAME", "A definition is named by namespace and name, with one slash between them.")
        }
        do throws(InvalidName) { _ = try NetworkReference(namespace: parts[0], name: parts[1]) } catch {
            return ("NAMESPACE/NAME", "\"\(error.name.cutForMessage)\" \(error.rule).")
        }
        return nil
    }

    private static func normal(_ text: String, _ settings: MetaPluginFacts, _ context: ValidationContext) -> String {
        if text.contains("/") { return text }
        return "\(settings.text("multusNamespace") ?? context.settings.multusNamespace)/\(text)"
    }
}
