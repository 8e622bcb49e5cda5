import CNI
import ExactJSON
import MultiNetwork
import TartanCore

/// A plan as a person reads it: each attachment with where it comes from, what it runs and what it is given.
struct Explanation {
    let pod: String
    let plan: Plan
    /// Where Tartan's own configuration was found.
    let configuration: String
    let settings: Settings
    let showsSecrets: Bool
    /// The binaries for addresses that were found: type and path.
    let managers: [String: String]
    /// What a person should know beside the attachments.
    let remarks: [String]

    /// - Parameter again: the command that shows the configurations too.
    func text(configurations: Bool, again: String) -> String {
        let count = plan.attachments.count
        var lines = ["\(pod) would get \(count) network\(count == 1 ? "" : "s"), in this order:"]
        let indentation = (plan.attachments.map { $0.interface.text.count }.max() ?? 0) + 2
        for attachment in plan.attachments {
            lines.append("")
            lines += section(attachment, indentation, configurations: configurations)
        }
        if !remarks.isEmpty { lines += [""] + remarks.map { "note    " + $0.escapingControlCharacters } }
        if !configurations { lines += ["", "Exact configurations: \(again)"] }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ attachment: Attachment, _ indentation: Int, configurations: Bool) -> [String] {
        let name = attachment.interface.text
        let title = attachment.isDefault ? "cluster network \"\(attachment.network)\"" : attachment.network
        var lines = [name + Self.blanks(indentation - name.count) + title.escapingControlCharacters]
        for (word, text) in facts(attachment) {
            let label = word + Self.blanks(8 - word.count)
            lines.append(Self.blanks(indentation) + label + text.escapingControlCharacters)
        }
        guard configurations else { return lines }
        for plugin in attachment.plugins {
            lines.append("")
            lines.append(Self.blanks(indentation) + plugin.path.escapingControlCharacters)
            for line in shown(plugin.configuration).indentedText.split(separator: "\n") {
                lines.append(Self.blanks(indentation) + line)
            }
        }
        return lines
    }

    /// The keys of `cni-args`.
    private static func argumentKeys(_ attachment: Attachment) -> [String] {
        attachment.selection?.cniArgs?.lastMembers.map(\.key) ?? []
    }

    private func facts(_ attachment: Attachment) -> [(String, String)] {
        var facts = [("from", origin(attachment)), ("runs", chain(attachment))]
        if let device = attachment.device {
            facts.append(("device", "\(device.identifier) of \(device.resource), from \(device.source)"))
        }
        facts += attachment.plugins.flatMap(given).map { ("given", $0) }
        let keys = Self.argumentKeys(attachment)
        if !keys.isEmpty {
            facts.append(("given", "cni-args \(keys.joined(separator: ", ")) → args.cni of each plugin"))
        }
        facts += attachment.arguments.map { ("given", "\($0.key)=\($0.value) in CNI_ARGS (requestsAsArguments)") }
        if let claim = attachment.selection?.ipamClaimReference {
            facts.append(("given", "ipam-claim-reference \(claim) in args.cni"))
        }
        if let route = takes(attachment) { facts.append(("takes", route)) }
        facts += notes(attachment).map { ("note", $0) }
        return facts
    }

    private func origin(_ attachment: Attachment) -> String {
        guard case .clusterNetwork(let source) = attachment.origin else { return attachment.origin.description }
        let key = settings.clusterNetwork == nil ? "delegates" : "clusterNetwork"
        return "\(key) in \(configuration) → \(source)"
    }

    private func chain(_ attachment: Attachment) -> String {
        let binaries = attachment.plugins.map { "\($0.type) (\($0.path))" }.joined(separator: " → ")
        let managers = attachment.plugins.compactMap(Self.manager)
        return managers.isEmpty ? binaries : binaries + ", addresses by " + managers.joined(separator: ", ")
    }

    /// The type of the binary that a plugin calls for addresses; Tartan passes it on without looking at it.
    static func manager(of plugin: PlannedPlugin) -> String? {
        plugin.configuration["ipam"]?["type"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func given(_ plugin: PlannedPlugin) -> [String] {
        let values = plugin.configuration["runtimeConfig"]?.object ?? JSONObject()
        return values.members.filter { $0.key != Settings.annotationsCapability }.map { member in
            "\(member.key) \(Self.short(member.value)) (\(plugin.type) declares \"\(member.key)\")"
        }
    }

    private func takes(_ attachment: Attachment) -> String? {
        guard let gateways = attachment.defaultRoute else { return nil }
        let others = plan.attachments.map(\.interface.text).filter { $0 != attachment.interface.text }
        let route =
            gateways.isEmpty
            ? "the default route of its own configuration"
            : "the default route (\(gateways.map(\.description).joined(separator: ", ")))"
        if others.isEmpty { return route }
        let losers = others.count == 1 ? "\(others[0]) loses its own" : "\(others.joined(separator: ", ")) lose theirs"
        let families =
            gateways.isEmpty
            ? "in each address family in which it has one"
            : "of \(Self.families(gateways).joined(separator: " and "))"
        return "\(route): \(losers) \(families)"
    }

    /// The address families whose default route goes to these gateways.
    private static func families(_ gateways: [IPAddress]) -> [String] {
        [(IPAddress.Family.v4, "IPv4"), (.v6, "IPv6")].filter { family in
            gateways.contains { $0.family == family.0 }
        }.map(\.1)
    }

    private func notes(_ attachment: Attachment) -> [String] {
        var notes: [String] = []
        if attachment.nameWasInjected {
            notes.append("the definition has no \"name\": \"\(attachment.listName)\" is added")
        }
        notes += attachment.passedOver.map { "passed over \($0)" }
        if attachment.selection?.usesOldInterfaceKey == true {
            notes.append("\"interfaceRequest\" is the old name of \"interface\"")
        }
        for plugin in attachment.plugins {
            guard let manager = Self.manager(of: plugin), managers[manager] == nil else { continue }
            notes.append(
                "\(manager), which \(plugin.type) calls for addresses, is not found: the ADD would fail")
        }
        return notes
    }

    /// Port mappings as people write them, everything else as JSON.
    private static func short(_ value: JSONValue) -> String {
        let ports = value.array?.compactMap { mapping -> String? in
            guard let host = mapping["hostPort"]?.integer, let inside = mapping["containerPort"]?.integer else {
                return nil
            }
            return "\(host)→\(inside)/\(mapping["protocol"]?.string ?? "tcp")"
        }
        if let ports, !ports.isEmpty, ports.count == value.array?.count { return ports.joined(separator: " ") }
        if let texts = value.array?.compactMap(\.string), !texts.isEmpty, texts.count == value.array?.count {
            return texts.joined(separator: " ")
        }
        return value.string ?? SecretMask.masked(value).text
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    private func shown(_ configuration: JSONObject) -> JSONValue {
        showsSecrets ? .object(configuration) : SecretMask.masked(.object(configuration))
    }
}

extension Explanation {
    var json: JSONValue {
        var object: JSONObject = [
            "pod": .string(pod), "configuration": .string(configuration),
            "networks": .array(plan.attachments.map(network)),
        ]
        if !remarks.isEmpty { object["notes"] = .array(remarks.map { .string($0) }) }
        return .object(object)
    }

    private func network(_ attachment: Attachment) -> JSONValue {
        var object: JSONObject = [
            "interface": .string(attachment.interface.text), "network": .string(attachment.network),
            "default": .bool(attachment.isDefault), "from": .string(origin(attachment)),
            "listName": .string(attachment.listName), "cniVersion": .string(attachment.version.description),
            "plugins": .array(attachment.plugins.map(plugin)),
        ]
        object["defaultRoute"] = attachment.defaultRoute.map { .array($0.map { .string($0.description) }) }
        object["defaultRouteFamilies"] = attachment.defaultRoute.flatMap {
            $0.isEmpty ? nil : .array(Self.families($0).map { .string($0) })
        }
        let keys = Self.argumentKeys(attachment)
        if !keys.isEmpty { object["cniArgs"] = .array(keys.map { .string($0) }) }
        object["arguments"] =
            attachment.arguments.isEmpty
            ? nil : .array(attachment.arguments.map { .string("\($0.key)=\($0.value)") })
        object["ipamClaimReference"] = attachment.selection?.ipamClaimReference.map { .string($0) }
        object["device"] = attachment.device.map { device in
            [
                "id": .string(device.identifier), "resource": .string(device.resource),
                "from": .string(device.source.description),
            ]
        }
        let notes = notes(attachment)
        if !notes.isEmpty { object["notes"] = .array(notes.map { .string($0) }) }
        return .object(object)
    }

    private func plugin(_ plugin: PlannedPlugin) -> JSONValue {
        [
            "type": .string(plugin.type), "path": .string(plugin.path),
            "capabilities": .array(plugin.capabilities.map { .string($0) }),
            "configuration": shown(plugin.configuration),
        ]
    }
}
