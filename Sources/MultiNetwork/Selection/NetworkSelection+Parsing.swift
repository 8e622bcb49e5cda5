import CNI
import ExactJSON

extension NetworkSelection {
    /// Reads the annotation `k8s.v1.cni.cncf.io/networks` in either of its forms (sections 4.1.1 and 4.1.2).
    ///
    /// It is JSON if it begins with `[` or `{`, else the comma form with the interface names that everybody uses,
    /// `[namespace/]name[@interface]`. A blank annotation and `[]` select nothing. In JSON, null counts as absent, because
    /// programs write `"cni-args": null`; keys that aren't known are passed over.
    ///
    /// - Parameter podNamespace: where a network without a namespace is.
    /// - Throws: the first thing that is wrong. One wrong element makes the whole annotation invalid (section 4.1.2.1).
    public static func parse(
        _ annotation: String, podNamespace: String
    ) throws(SelectionError) -> [NetworkSelection] {
        try read(annotation, namespace: podNamespace, limit: Limits.attachments)
    }

    /// Reads the annotation `v1.multus-cni.io/default-network`: the same grammar, at most one element. Multus' annotation.
    ///
    /// - Parameter namespace: where a network without a namespace is; not the pod's own but a configured one.
    /// - Returns: nil if the annotation is blank or an empty list.
    public static func parseDefaultNetwork(
        _ annotation: String, namespace: String
    ) throws(SelectionError) -> NetworkSelection? {
        try read(annotation, namespace: namespace, limit: 1, isDefaultNetwork: true).first
    }

    /// Those elements that can be used each by itself, with their own numbers: for tools that tell every mistake of an
    /// annotation and not only the first. No pod is attached by this.
    ///
    /// - Parameter namespace: where a network without a namespace is.
    public static func usable(
        in annotation: String, namespace: String, isDefaultNetwork: Bool = false
    ) -> [NetworkSelection] {
        if annotation.utf8.count > Limits.annotation { return [] }
        let text = SelectionText(annotation)
        let limit = isDefaultNetwork ? 1 : Limits.attachments
        switch annotation[...].trimmed.unicodeScalars.first {
        case nil: return []
        case "[", "{":
            let form = ListForm(text: text, namespace: namespace, limit: limit, isDefaultNetwork: isDefaultNetwork)
            return form.usable()
        default: return CommaForm(text: text, namespace: namespace, limit: limit).usable(of: annotation)
        }
    }

    private static func read(
        _ annotation: String, namespace: String, limit: Int, isDefaultNetwork: Bool = false
    ) throws(SelectionError) -> [NetworkSelection] {
        // Before the text is copied.
        if annotation.utf8.count > Limits.annotation {
            throw SelectionError(
                element: nil, key: nil, value: nil, cause: .tooLarge(limit: Limits.annotation),
                position: TextPosition(line: 1, column: 1))
        }
        let text = SelectionText(annotation)
        let trimmed = annotation[...].trimmed
        let elements: [SelectedElement]
        switch trimmed.unicodeScalars.first {
        case nil: return []
        case "[", "{":
            let form = ListForm(text: text, namespace: namespace, limit: limit, isDefaultNetwork: isDefaultNetwork)
            elements = try form.elements()
        default:
            if trimmed == "null" { throw text.error(.notAList(found: "null"), at: annotation.offset(of: trimmed)) }
            let form = CommaForm(text: text, namespace: namespace, limit: limit)
            elements = try form.elements(of: annotation)
        }
        try checkTogether(elements, in: text)
        return elements.map { $0.selection }
    }

    /// What no two elements may ask for: the same interface (section 4.1.2.1.5) and the default route (section 4.1.2.1.9).
    private static func checkTogether(_ elements: [SelectedElement], in text: SelectionText) throws(SelectionError) {
        var interfaces: [InterfaceName: Int] = [:]
        var defaultRoute: Int?
        for element in elements {
            let number = element.selection.element
            if let name = element.selection.interface, let place = element.interfacePlace {
                if let earlier = interfaces.updateValue(number, forKey: name) {
                    throw text.error(
                        .alreadyAsked(element: earlier), element: number, key: place.key ?? "interface",
                        value: name.text, at: place.offset)
                }
            }
            if let place = element.defaultRoutePlace {
                if let earlier = defaultRoute {
                    throw text.error(
                        .alreadyAsked(element: earlier), element: number, key: "default-route", at: place)
                }
                defaultRoute = number
            }
        }
    }
}
