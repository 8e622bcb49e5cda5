import CNI

/// The comma form of the annotation: `[namespace/]name[@interface]`, several between commas (section 4.1.1; the interface
/// is not in the specification's text, but every implementation has it).
struct CommaForm {
    let text: SelectionText
    let namespace: String
    let limit: Int

    func elements(of annotation: String) throws(SelectionError) -> [SelectedElement] {
        var elements: [SelectedElement] = []
        for item in annotation[...].parts(between: ",") {
            let number = elements.count + 1
            if number > limit {
                throw text.error(.tooMany(limit: limit), element: number, at: annotation.offset(of: item))
            }
            elements.append(try CommaItem(text: text, annotation: annotation, element: number).read(item, namespace))
        }
        return elements
    }

    /// Those items that can be read, each by itself.
    func usable(of annotation: String) -> [NetworkSelection] {
        annotation[...].parts(between: ",").prefix(limit).enumerated().compactMap { index, item in
            let reader = CommaItem(text: text, annotation: annotation, element: index + 1)
            return try? reader.read(item, namespace).selection
        }
    }
}

private struct CommaItem {
    let text: SelectionText
    let annotation: String
    let element: Int

    func read(_ raw: Substring, _ podNamespace: String) throws(SelectionError) -> SelectedElement {
        let item = raw.trimmed
        if item.isEmpty { throw error(.emptyItem, raw) }
        if let place = item.unicodeScalars.firstIndex(where: { "[]{}\"".unicodeScalars.contains($0) }) {
            let rest = item[place...]
            throw error(.jsonInCommaForm(character: String(item.unicodeScalars[place])), rest)
        }
        let halves = try split(item, "@", of: item)
        let path = try split(halves[0], "/", of: item)
        let name = path[path.count - 1].trimmed
        let namespace = path.count > 1 ? path[0].trimmed : nil
        do throws(InvalidName) {
            if let namespace { try KubernetesName.validateNamespace(String(namespace)) }
        } catch {
            throw self.error(.invalidName(.namespace, rule: error.rule), namespace ?? name)
        }
        let reference: NetworkReference
        do throws(InvalidName) {
            reference = try NetworkReference(
                namespace: namespace.map { String($0) } ?? podNamespace, name: String(name))
        } catch {
            throw self.error(.invalidName(.name, rule: error.rule), name)
        }
        let interface = halves.count > 1 ? halves[1].trimmed : nil
        let selection = NetworkSelection(
            element: element, reference: reference, interface: try interfaceName(interface), podNamespace: podNamespace)
        return SelectedElement(selection: selection, interfacePlace: interface.map { (nil, annotation.offset(of: $0)) })
    }

    /// At most two parts, so that nothing is left over unseen.
    private func split(
        _ part: Substring, _ separator: Unicode.Scalar, of item: Substring
    ) throws(SelectionError) -> [Substring] {
        let parts = part.parts(between: separator)
        if parts.count > 2 {
            throw text.error(
                .repeatedSeparator(String(separator)), element: element, value: String(item),
                at: annotation.offset(of: parts[2]) - 1)
        }
        return parts
    }

    private func interfaceName(_ part: Substring?) throws(SelectionError) -> InterfaceName? {
        guard let part else { return nil }
        do throws(InvalidName) {
            return try InterfaceName(String(part))
        } catch {
            throw self.error(.invalidName(.interface, rule: error.rule), part)
        }
    }

    private func error(_ cause: SelectionError.Cause, _ part: Substring) -> SelectionError {
        text.error(cause, element: element, value: String(part), at: annotation.offset(of: part))
    }
}
