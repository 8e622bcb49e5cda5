import CNI
import ExactJSON
import Findings
import MultiNetwork

/// The port mappings that an element asks for.
struct PortMappingCheck {
    let value: SelectionValue

    func check(_ sink: inout FindingSink) {
        guard let list = value.list(.portMappings, &sink) else { return }
        if list.isEmpty {
            EmptyRequest(value: value, label: "a mapping is expected, or leave the key out").report(&sink)
        }
        for mapping in list where mapping.isObject(.portMapping, &sink) { check(mapping, &sink) }
    }

    private func check(_ mapping: SelectionValue, _ sink: inout FindingSink) {
        let missing = ["hostPort", "containerPort"].filter { mapping.member($0) == nil }
        // What stands for a missing one is told as that.
        let instead = mapping.cursor.members.first { member in
            let meant = SelectionKeys.meant(member.key, in: SelectionKeys.portMapping) ?? ""
            return !SelectionKeys.portMapping.contains(member.key) && missing.contains(meant)
        }
        if !missing.isEmpty {
            let keys = missing.map { "\"\($0)\"" }.joined(separator: " and ")
            let meant = instead.flatMap { SelectionKeys.meant($0.key, in: SelectionKeys.portMapping) }
            sink.report(
                .selectionWithoutPort, at: instead?.spot ?? mapping.cursor.spot, "\(mapping.subject) has no \(keys)",
                label: meant.map { "did you mean \"\($0)\"?" } ?? "both ports are needed",
                notes: [
                    "Tartan refuses the annotation, and the pod stays in ContainerCreating; Multus hands port 0 to the plugin."
                ],
                replacement: meant.map { "\"\($0)\"" })
        }
        SelectionKeyCheck(owner: mapping.subject, known: SelectionKeys.portMapping).check(
            mapping.cursor, except: instead?.key, &sink)
        for key in ["hostPort", "containerPort"] {
            if let port = mapping.member(key) { checkPort(port, &sink) }
        }
        if let name = mapping.member("protocol") { checkProtocol(name, &sink) }
        if let address = mapping.member("hostIP"), let text = address.string(.hostAddress, &sink),
            IPAddress(text) == nil
        {
            SelectionAddressSlip(text, withPrefix: false).report(address, &sink)
        }
    }

    private func checkPort(_ port: SelectionValue, _ sink: inout FindingSink) {
        guard let number = port.number(.port, &sink) else { return }
        if let value = Int64(number.spelling), (1...65535).contains(value) { return }
        sink.report(
            .selectionPort, at: port.cursor.spot,
            "\(port.subject) is \(number.spelling.cutForMessage), which is no port", label: "1 to 65535",
            notes: ["Tartan refuses the annotation; Multus doesn't look, and the rules of portmap fail or fit nothing."]
        )
    }

    private func checkProtocol(_ name: SelectionValue, _ sink: inout FindingSink) {
        guard let text = name.string(.protocolName, &sink), !["tcp", "udp", "sctp"].contains(text.lowercased()) else {
            return
        }
        let isTCP = ["http", "https", "tls", "grpc", "tcp4", "tcp6"].contains(text.lowercased())
        sink.report(
            .selectionProtocol, at: name.cursor.spot,
            "\(name.subject) is \"\(text.cutForMessage)\", which portmap doesn't know",
            label: isTCP ? "write \"TCP\"" : "TCP, UDP or SCTP",
            notes: ["Tartan refuses the annotation; Multus doesn't look."], replacement: isTCP ? "\"TCP\"" : nil)
    }
}
