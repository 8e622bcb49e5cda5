import CNI
import ExactJSON

/// Reads one element of the JSON form, key by key (section 4.1.2.1).
struct ElementReader {
    let text: SelectionText
    let element: Int
    let podNamespace: String
    /// The annotation is the default network's.
    let isDefaultNetwork: Bool

    func read(_ value: JSONValue) throws(SelectionError) -> SelectedElement {
        guard let object = value.object else {
            throw text.error(
                .wrongType(found: value.kindName, .element), element: element, value: value.string ?? value.text,
                at: value.offset ?? 0)
        }
        try refuseDuplicates(in: value)
        let (interface, interfacePlace) = try interface(of: object)
        var selection = NetworkSelection(
            element: element, reference: try reference(of: object, at: value.offset ?? 0), interface: interface,
            podNamespace: podNamespace)
        selection.usesOldInterfaceKey = interfacePlace?.key == "interfaceRequest"
        selection.ips = try field("ips", of: object)?.addresses()
        selection.mac = try field("mac", of: object)?.string(.ethernetAddress) { HardwareAddress($0, length: 6) != nil }
        selection.infinibandGUID = try field("infiniband-guid", of: object)?.string(.infinibandGUID) {
            HardwareAddress($0, length: 8) != nil
        }
        selection.cniArgs = try field("cni-args", of: object)?.object(.arguments)
        selection.portMappings = try field("portMappings", of: object)?.portMappings()
        selection.bandwidth = try field("bandwidth", of: object)?.bandwidth()
        let defaultRoute = field("default-route", of: object)
        selection.defaultRoute = try defaultRoute?.gateways()
        selection.deviceID = try field("deviceID", of: object)?.string(.deviceID, where: Self.isDeviceID)
        if let claim = field("ipam-claim-reference", of: object) {
            selection.ipamClaimReference = try claim.name(.claim) { name throws(InvalidName) in
                try KubernetesName.validateName(name)
                return name
            }
            // Of the pod's own cluster network OVN-Kubernetes reads both: addresses that the claim is to keep.
            if !isDefaultNetwork, selection.ips != nil { throw claim.error(.excludes(key: "ips")) }
        }
        return SelectedElement(
            selection: selection, interfacePlace: interfacePlace, defaultRoutePlace: defaultRoute?.value.offset)
    }

    /// A key of the element; null counts as absent, as programs in Go write it.
    private func field(_ key: String, of object: JSONObject) -> SelectionField? {
        guard let value = object[key], !value.isNull else { return nil }
        return SelectionField(text: text, element: element, key: key, value: value)
    }

    /// A key that is written twice means two things, and which of them counts is nowhere written.
    private func refuseDuplicates(in value: JSONValue) throws(SelectionError) {
        if let values = value.array {
            for value in values { try refuseDuplicates(in: value) }
        }
        guard let object = value.object else { return }
        if let duplicate = object.duplicate {
            throw text.error(.duplicateKey, element: element, key: duplicate.key, at: duplicate.offset ?? 0)
        }
        for member in object.members { try refuseDuplicates(in: member.value) }
    }

    private func reference(of object: JSONObject, at offset: Int) throws(SelectionError) -> NetworkReference {
        guard let name = field("name", of: object) else {
            throw text.error(.nameMissing, element: element, at: offset)
        }
        var namespace = podNamespace
        if let field = field("namespace", of: object), field.value.string != "" {
            namespace = try field.name(.namespace) { text throws(InvalidName) in
                try KubernetesName.validateNamespace(text)
                return text
            }
        }
        if let instead = commaFormInName(try name.string(.name)) { throw name.error(.qualifiedName(instead: instead)) }
        return try name.name(.name) { text throws(InvalidName) in
            try NetworkReference(namespace: namespace, name: text)
        }
    }

    /// What to write for a name that is an item of the comma form.
    private func commaFormInName(_ text: String) -> String? {
        let form = CommaForm(text: SelectionText(text), namespace: podNamespace, limit: 1)
        guard text.unicodeScalars.contains(where: { $0 == "/" || $0 == "@" }),
            let item = try? form.elements(of: text).first?.selection
        else { return nil }
        let namespace = text.unicodeScalars.contains("/") ? "\"namespace\": \"\(item.reference.namespace)\", " : ""
        let interface = item.interface.map { ", \"interface\": \"\($0.text.shortened)\"" } ?? ""
        return "\(namespace)\"name\": \"\(item.reference.name)\"\(interface)"
    }

    /// `interface`, or its old name `interfaceRequest`.
    private func interface(
        of object: JSONObject
    ) throws(SelectionError) -> (InterfaceName?, (key: String?, offset: Int)?) {
        let fields = ["interface", "interfaceRequest"].compactMap { field($0, of: object) }
        guard let field = fields.first else { return (nil, nil) }
        let name = try field.name(.interface) { text throws(InvalidName) in try InterfaceName(text) }
        if fields.count > 1, try fields[1].string(.interface) != name.text {
            throw fields[1].error(.contradicts(key: field.key, value: name.text.shortened))
        }
        return (name, (field.key, field.value.offset ?? 0))
    }

    private static func isDeviceID(_ text: String) -> Bool {
        (1...Limits.longestDeviceID).contains(text.utf8.count) && text.escapingControlCharacters == text
    }
}
