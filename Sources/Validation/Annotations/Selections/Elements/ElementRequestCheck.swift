import CNI
import ExactJSON
import Findings
import MultiNetwork

/// What an element of the JSON form asks of its network's plugins.
struct ElementRequestCheck {
    let annotation: SelectionAnnotation
    let element: JSONCursor
    let title: String

    func check(_ sink: inout FindingSink) {
        checkAddresses(&sink)
        checkHardware("mac", .ethernetAddress, length: 6, &sink)
        checkHardware("infiniband-guid", .infinibandGUID, length: 8, &sink)
        if let arguments = value("cni-args") { _ = arguments.isObject(.arguments, &sink) }
        if let mappings = value("portMappings") { PortMappingCheck(value: mappings).check(&sink) }
        if let bandwidth = value("bandwidth") { BandwidthCheck(value: bandwidth).check(&sink) }
        checkGateways(&sink)
        checkDevice(&sink)
        checkClaim(&sink)
    }

    private func value(_ key: String) -> SelectionValue? {
        guard let cursor = element[key], !cursor.value.isNull else { return nil }
        return SelectionValue(annotation: annotation, title: title, path: key, cursor: cursor)
    }

    private func checkAddresses(_ sink: inout FindingSink) {
        guard let ips = value("ips"), let list = ips.list(.addresses, &sink) else { return }
        if list.isEmpty {
            EmptyRequest(value: ips, label: "an address is expected, or leave the key out").report(&sink)
        }
        for value in list {
            guard let text = value.string(.address, &sink), IPAddress(text) == nil, IPNetwork(text) == nil else {
                continue
            }
            SelectionAddressSlip(text, withPrefix: true).report(value, &sink)
        }
    }

    private func checkHardware(
        _ key: String, _ rule: SelectionRule, length: Int, _ sink: inout FindingSink
    ) {
        guard let value = value(key), let text = value.string(rule, &sink),
            HardwareAddress(text, length: length) == nil
        else { return }
        let slip = HardwareAddressSlip(text, length: length)
        sink.report(
            .selectionHardwareAddress, at: value.cursor.spot,
            "\(value.subject) is \"\(text.cutForMessage)\", which is no address of \(length) bytes",
            label: slip.label,
            notes: [slip.isTakenByMultus ? SelectionAnnotation.tartanRefuses : SelectionAnnotation.bothRefuse],
            replacement: slip.meant.map { "\"\($0)\"" })
    }

    private func checkGateways(_ sink: inout FindingSink) {
        guard let route = value("default-route"), let list = route.list(.gateways, &sink) else { return }
        var first: [IPAddress.Family: SelectionValue] = [:]
        for value in list {
            guard let text = value.string(.gateway, &sink) else { continue }
            guard let address = IPAddress(text), !address.isUnspecified else {
                SelectionAddressSlip(text, withPrefix: false).report(value, &sink)
                continue
            }
            guard let other = first.updateValue(value, forKey: address.family) else { continue }
            first[address.family] = other
            sink.report(
                .gatewaysOfOneFamily, at: value.cursor.spot,
                "\"default-route\" of \(title) has two gateways of IPv\(address.family == .v4 ? "4" : "6")",
                label: "one of each family",
                notes: ["Multus refuses it: it does not support ECMP."], related: [(other.cursor.spot, "the first one")]
            )
        }
    }

    private func checkDevice(_ sink: inout FindingSink) {
        guard let value = value("deviceID"), let text = value.string(.deviceID, &sink) else { return }
        let isSound =
            (1...Limits.longestDeviceID).contains(text.utf8.count) && text.escapingControlCharacters == text
        if isSound { return }
        sink.report(
            .selectionDevice, at: value.cursor.spot,
            text.isEmpty ? "\(value.subject) is empty" : "\(value.subject) can't be the id of a device",
            label: "1 to \(Limits.longestDeviceID) bytes such as 0000:3b:02.4, or leave the key out",
            notes: ["Tartan refuses the annotation. The kubelet gives the device of a network that has a resource."])
    }

    private func checkClaim(_ sink: inout FindingSink) {
        guard let claim = value("ipam-claim-reference"), let text = claim.string(.claim, &sink) else { return }
        NetworkNameFinding(part: .claim, name: text).check(at: claim.cursor.spot, &sink)
        guard !annotation.isDefaultNetwork, value("ips") != nil, let key = element.member("ipam-claim-reference"),
            let ips = element.member("ips")
        else { return }
        sink.report(
            .contradictingSelectionKeys, at: key.spot,
            "\(title) has both \"ipam-claim-reference\" and \"ips\"", label: "one of them has to go",
            notes: ["The claim says which addresses it is. \(SelectionAnnotation.tartanRefuses)"],
            related: [(ips.spot, "the other one")])
    }
}

/// A request that asks for nothing.
struct EmptyRequest {
    let value: SelectionValue
    let label: String

    func report(_ sink: inout FindingSink) {
        sink.report(
            .emptySelectionRequest, at: value.cursor.spot, "\(value.subject) is empty", label: label,
            notes: [SelectionAnnotation.tartanRefuses])
    }
}
