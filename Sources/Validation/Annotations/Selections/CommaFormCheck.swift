import Findings
import MultiNetwork

/// What is wrong with the comma form of an annotation: `[namespace/]name[@interface]`, several between commas.
struct CommaFormCheck {
    let annotation: SelectionAnnotation

    /// - Returns: an element for each item; none if the whole is no comma form.
    func check(_ sink: inout FindingSink) -> [SelectedNetwork] {
        let whole = TextPart(annotation.written)
        if placeholder(&sink) || inYAML(whole.trimmed, &sink) || json(whole, &sink) {
            return []
        }
        let items = whole.parts { $0 == "," }
        let named = items.filter { !$0.trimmed.isEmpty }
        if named.count > annotation.limit {
            WholeAnnotation(annotation).tooMany(
                named.count, at: spot(named[annotation.limit].trimmed), &sink)
        } else {
            for item in items.dropFirst(annotation.limit) where item.trimmed.isEmpty { empty(item, &sink) }
        }
        return items.prefix(annotation.limit).enumerated().map { index, item in
            self.item(item, number: index + 1, &sink)
        }
    }

    private func spot(_ part: TextPart) -> Spot { annotation.text.spot(part.range) }

    private func item(_ raw: TextPart, number: Int, _ sink: inout FindingSink) -> SelectedNetwork {
        let item = raw.trimmed
        var network = SelectedNetwork(title: "network \"\(item.string.cutForMessage)\"", spot: spot(item))
        if item.isEmpty {
            network.title = "element \(number)"
            empty(raw, &sink)
            return network
        }
        if invisible(item, &sink) || separator(in: item, &sink) { return network }
        let halves = item.parts { $0 == "@" }
        if halves.count > 2 {
            repeated("@", halves[2], item, &sink)
            return network
        }
        let path = halves[0].parts { $0 == "/" }
        if path.count > 2 {
            repeated("/", path[2], item, &sink)
            return network
        }
        names(path.map(\.trimmed), item, &network, &sink)
        if halves.count > 1 {
            let part = halves[1].trimmed
            let place = part.isEmpty ? before(halves[1], "@") : part.range
            network.places.interface = annotation.text.spot(place)
            network.interface = InterfaceFinding(
                annotation: annotation, title: "network \"\(halves[0].trimmed.string.cutForMessage)\"",
                name: part.string
            ).check(at: annotation.text.spot(place), &sink)
        }
        return network
    }

    private func names(
        _ path: [TextPart], _ item: TextPart, _ network: inout SelectedNetwork, _ sink: inout FindingSink
    ) {
        let name = path[path.count - 1]
        network.title = "network \"\(path.map(\.string).joined(separator: "/").cutForMessage)\""
        network.places.name = name.isEmpty ? spot(item) : spot(name)
        if path.count > 1 {
            let place = path[0].isEmpty ? spot(item) : spot(path[0])
            network.places.namespace = place
            guard NetworkNameFinding(part: .namespace, name: path[0].string).check(at: place, &sink) else { return }
        }
        let place = name.isEmpty ? spot(item) : spot(name)
        guard NetworkNameFinding(part: .network, name: name.string).check(at: place, &sink),
            name.text.utf8.contains(UInt8(ascii: "."))
        else { return }
        let form = path.count > 1 ? "\"namespace\": \"\(path[0].string)\", " : ""
        sink.report(
            .dottedSelection, at: place,
            "the network's name \"\(name.string.cutForMessage)\" has a dot, which Multus refuses in the comma form",
            label: "the JSON form takes it: [{\(form)\"name\": \"\(name.string.cutForMessage)\"}]",
            notes: ["Tartan takes it in both forms."])
    }

    /// An item without anything in it is told at the comma that is too many.
    private func empty(_ raw: TextPart, _ sink: inout FindingSink) {
        let isLast = raw.range.upperBound >= annotation.text.bytes.count
        let comma = isLast ? raw.range.lowerBound - 1 : raw.range.upperBound
        sink.report(
            .emptySelectionItem, at: annotation.text.spot(comma..<comma + 1),
            "\(annotation.key) has a comma too many", label: "a network's name is missing here, or remove the comma",
            notes: [
                "Multus looks for a network without a name and doesn't find it; Tartan refuses the annotation."
            ])
    }

    private func repeated(_ sign: String, _ rest: TextPart, _ item: TextPart, _ sink: inout FindingSink) {
        sink.report(
            .repeatedSelectionSign, at: annotation.text.spot(before(rest, sign)),
            "\"\(item.string.cutForMessage)\" has more than one \"\(sign)\"",
            label: sign == "/" ? "an interface goes behind \"@\"" : "a network has one interface",
            notes: ["An item is [namespace/]name[@interface]. \(SelectionAnnotation.bothRefuse)"])
    }

    /// The sign in front of a part.
    private func before(_ part: TextPart, _ sign: String) -> Range<Int> {
        part.range.lowerBound - sign.utf8.count..<part.range.lowerBound
    }
}

// What isn't the comma form at all
extension CommaFormCheck {
    private func placeholder(_ sink: inout FindingSink) -> Bool {
        let text = TextBytes(bytes: annotation.text.bytes)
        for opening in ["{{", "{%", "${", "$("] {
            guard let start = text.first(opening), let range = LeftOver(text).placeholder(at: start) else { continue }
            Slip.template(range, text).report(annotation.text.spot, &sink)
            return true
        }
        return false
    }

    private func invisible(_ item: TextPart, _ sink: inout FindingSink) -> Bool {
        let text = TextBytes(bytes: annotation.text.bytes)
        guard let found = InvisibleCharacter.first(in: item.range, of: text) else { return false }
        Slip.invisible(found.range, found.name).report(annotation.text.spot, &sink)
        return true
    }

    /// A list as YAML writes it, in a text.
    private func inYAML(_ whole: TextPart, _ sink: inout FindingSink) -> Bool {
        let head = Array(whole.text.unicodeScalars.prefix(2))
        guard head.first == "-", head.count < 2 || TextPart.isBlank(head[1]) || head[1] == "-" else {
            let key = whole.text.utf8.prefix { $0 != UInt8(ascii: ":") }
            let isKey = key.count < whole.text.utf8.count && SelectionKeys.element.contains(String(Substring(key)))
            guard isKey else { return false }
            return yaml(whole, key.count, &sink)
        }
        return yaml(whole, 1, &sink)
    }

    private func yaml(_ whole: TextPart, _ width: Int, _ sink: inout FindingSink) -> Bool {
        let start = whole.range.lowerBound
        sink.report(
            .selectionInYAML, at: annotation.text.spot(start..<start + width),
            "the text of \(annotation.key) is written in YAML",
            label: "write JSON: [{\"name\": \"storage\"}]",
            notes: ["The annotation's own text is JSON or a comma list. \(SelectionAnnotation.bothRefuse)"])
        return true
    }

    /// A character that only JSON has.
    private func json(_ whole: TextPart, _ sink: inout FindingSink) -> Bool {
        let scalars = whole.text.unicodeScalars
        guard let place = scalars.firstIndex(where: { "[]{}\"".unicodeScalars.contains($0) }) else { return false }
        let start = whole.text.utf8.distance(from: whole.text.startIndex, to: place)
        let token = annotation.text.token(at: start)
        if let value = encodedTwice(whole.trimmed) {
            sink.report(
                .doublyEncoded, at: spot(whole.trimmed),
                "\(annotation.key) is JSON in a string of JSON", label: "once is enough",
                notes: ["Remove the outer quotation marks and the backslashes: \(value.cutForMessage)"])
            return true
        }
        let isQuoted = scalars[place] == "\"" && !scalars.contains { "[]{}".unicodeScalars.contains($0) }
        let inside = annotation.text.bytes[token].dropFirst().dropLast()
        let plain = isQuoted && token.count > 2 ? String(decoding: inside, as: UTF8.self) : nil
        sink.report(
            .mixedSelectionForms, at: annotation.text.spot(token),
            isQuoted
                ? "\(annotation.key) has quotation marks in the comma form"
                : "\(annotation.key) has JSON in the comma form",
            label: plain.map { "write \($0.cutForMessage)" } ?? "JSON is a list: it begins with \"[\"",
            notes: [
                "It is a comma list such as storage,infra/lan@lan0, or JSON such as [{\"name\": \"storage\"}], never both. \(SelectionAnnotation.bothRefuse)"
            ], replacement: plain)
        return true
    }
}
