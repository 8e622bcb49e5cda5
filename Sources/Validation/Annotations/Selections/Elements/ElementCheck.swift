import CNI
import ExactJSON
import Findings
import MultiNetwork

/// What is wrong with one element of the JSON form.
struct ElementCheck {
    let annotation: SelectionAnnotation
    let cursor: JSONCursor
    /// From 1.
    let number: Int

    func check(_ sink: inout FindingSink) -> SelectedNetwork {
        var network = SelectedNetwork(title: title, spot: (cursor["name"] ?? cursor).spot, cursor: cursor)
        guard cursor.value.object != nil else {
            noObject(&sink)
            return network
        }
        repeatedKeys(&sink)
        let nameKey = checkName(&network, &sink)
        SelectionKeyCheck(owner: network.title, known: SelectionKeys.element).check(
            cursor, except: nameKey, &sink)
        checkInterface(&network, &sink)
        ElementRequestCheck(annotation: annotation, element: cursor, title: network.title).check(&sink)
        network.defaultRoute = field("default-route") == nil ? nil : cursor.member("default-route")?.spot
        return network
    }

    private var title: String {
        guard let name = cursor["name"]?.value.string, !name.isEmpty else { return "element \(number)" }
        return "network \"\(name.cutForMessage)\""
    }

    /// null counts as absent.
    private func field(_ key: String) -> JSONCursor? {
        guard let value = cursor[key], !value.value.isNull else { return nil }
        return value
    }

    private func noObject(_ sink: inout FindingSink) {
        let name = cursor.value.string
        let isName = name.map { (try? NetworkSelection.parse($0, podNamespace: "default"))?.count == 1 } ?? false
        let meant = isName ? name.flatMap { ElementForm($0).json } : nil
        sink.report(
            .selectionNoObject, at: cursor.spot,
            "element \(number) of \(annotation.key) is \(cursor.value.kindName)",
            label: meant.map { "write \($0)" } ?? "an object such as {\"name\": \"storage\"} is expected",
            notes: [SelectionAnnotation.bothRefuse], replacement: meant)
    }

    /// At the second of each.
    private func repeatedKeys(_ sink: inout FindingSink) {
        var open = [cursor]
        while let cursor = open.popLast() {
            if let elements = cursor.elements { open += elements }
            var seen: [String: JSONCursor.Member] = [:]
            for member in cursor.allMembers {
                open.append(member.value)
                guard let first = seen.updateValue(member, forKey: member.key) else { continue }
                sink.report(
                    .repeatedSelectionKey, at: member.spot,
                    "\(title) has the key \"\(member.key.cutForMessage)\" twice", label: "one has to go",
                    notes: [
                        "Tartan refuses the annotation, since nobody can say which one is meant; Multus takes the last one."
                    ],
                    related: [(first.spot, "the first one")])
            }
        }
    }
}

// Names
extension ElementCheck {
    /// - Returns: the key that was told as a misspelt "name".
    private func checkName(_ network: inout SelectedNetwork, _ sink: inout FindingSink) -> String? {
        if let namespace = field("namespace") {
            network.places.namespace = namespace.spot
            if let text = string(namespace, "namespace", .namespace, &sink), !text.isEmpty {
                NetworkNameFinding(part: .namespace, name: text).check(at: namespace.spot, &sink)
            }
        }
        guard let name = field("name") else { return missingName(&sink) }
        network.places.name = name.spot
        guard let text = string(name, "name", .name, &sink) else { return nil }
        if text.isEmpty {
            nameless(at: name.spot, label: "it is empty", &sink)
        } else if let form = ElementForm(text).json, text.utf8.contains(where: { "/@".utf8.contains($0) }) {
            sink.report(
                .qualifiedSelectionName, at: name.spot,
                "\"\(text.cutForMessage)\" is more than the network's name",
                label: "write \(form.dropFirst().dropLast())",
                notes: [
                    "Only the comma form has it in one text. Multus looks for a network with a slash in its name; Tartan refuses the annotation."
                ], replacement: nil)
        } else {
            NetworkNameFinding(part: .network, name: text).check(at: name.spot, &sink)
        }
        return nil
    }

    private func missingName(_ sink: inout FindingSink) -> String? {
        let member = cursor.members.first {
            !SelectionKeys.element.contains($0.key) && SelectionKeys.meant($0.key, in: SelectionKeys.element) == "name"
        }
        let null = cursor.member("name")
        nameless(
            at: member?.spot ?? null?.value.spot ?? cursor.spot,
            label: member != nil
                ? "did you mean \"name\"?" : null != nil ? "a network's name is expected" : "\"name\" is missing",
            replacement: member == nil ? nil : "\"name\"", &sink)
        return member?.key
    }

    private func nameless(at spot: Spot, label: String, replacement: String? = nil, _ sink: inout FindingSink) {
        sink.report(
            .namelessSelection, at: spot, "element \(number) of \(annotation.key) names no network", label: label,
            notes: ["Multus looks for a network without a name and doesn't find it; Tartan refuses the annotation."],
            replacement: replacement)
    }

    private func string(
        _ cursor: JSONCursor, _ key: String, _ rule: SelectionRule, _ sink: inout FindingSink
    ) -> String? {
        SelectionValue(annotation: annotation, title: title, path: key, cursor: cursor).string(rule, &sink)
    }

    private func checkInterface(_ network: inout SelectedNetwork, _ sink: inout FindingSink) {
        var first: (key: String, name: String)?
        for key in ["interface", "interfaceRequest"] {
            guard let value = field(key) else { continue }
            let text = string(value, key, .interface, &sink)
            if let first {
                guard let text, text != first.name else { continue }
                sink.report(
                    .contradictingSelectionKeys, at: value.spot,
                    "\(network.title) asks for interface \"\(text.cutForMessage)\" by \"\(key)\" and for \"\(first.name.cutForMessage)\" by \"\(first.key)\"",
                    label: "leave it out", notes: [SelectionAnnotation.tartanRefuses],
                    related: [(self.cursor[first.key] ?? self.cursor).spot].map { ($0, "the other one") })
                continue
            }
            if key == "interfaceRequest", let member = cursor.member(key) {
                sink.report(
                    .oldInterfaceKey, at: member.spot, "\"interfaceRequest\" is the old name of \"interface\"",
                    label: "write \"interface\"", replacement: "\"interface\"")
            }
            guard let text else { continue }
            first = (key, text)
            network.places.interface = value.spot
            network.interface = InterfaceFinding(annotation: annotation, title: network.title, name: text)
                .check(at: value.spot, &sink)
        }
    }
}

/// An item of the comma form as an element of the JSON form.
private struct ElementForm {
    let json: String?

    init(_ item: String) {
        let items = try? NetworkSelection.parse(item, podNamespace: "default")
        guard let selection = items?.first, items?.count == 1 else {
            json = nil
            return
        }
        let hasNamespace = item.utf8.contains(UInt8(ascii: "/"))
        let namespace = hasNamespace ? "\"namespace\": \"\(selection.reference.namespace)\", " : ""
        let interface = selection.interface.map { ", \"interface\": \"\($0.text)\"" } ?? ""
        json = "{\(namespace)\"name\": \"\(selection.reference.name)\"\(interface)}"
    }
}
