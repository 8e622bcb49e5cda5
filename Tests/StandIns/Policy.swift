import ExactJSON

/// A plugin for the end of a chain: polices the interface that an earlier plugin made, by one rule in the host's FORWARD chain
/// for each address of `deny`, which the pod must not be reached from.
struct Policy: StandIn {
    static let type = "policy"
    static let versions = ["0.4.0", "1.0.0", "1.1.0"]

    private let call: StandInCall

    init(_ call: StandInCall, _ faults: Faults) { self.call = call }

    func answer() throws(Refusal) -> String {
        switch call.command {
        case "ADD": try add()
        case "DEL": try delete()
        case "CHECK": try check()
        default: ""
        }
    }

    private var state: String { StateFile.path("policy/\(call.containerID)/\(call.interface)") }

    private func add() throws(Refusal) -> String {
        guard let previous = call.previous else {
            throw Refusal(999, "prevResult is required: policy comes after another plugin")
        }
        let address = try address(previous)
        let sources = (call.configuration["deny"]?.array ?? []).compactMap(\.string)
        StateFile.write(([address] + sources).joined(separator: "\n"), to: state)
        for source in sources { try rule("-I", address, source) }
        return JSONValue.object(previous).text + "\n"
    }

    /// The address of the interface named CNI_IFNAME, which is really on it.
    private func address(_ previous: JSONObject) throws(Refusal) -> String {
        let interfaces = previous["interfaces"]?.array ?? []
        guard
            let index = interfaces.firstIndex(where: {
                $0["name"]?.string == call.interface && $0["sandbox"]?.string == call.netns
            })
        else { throw Refusal(999, "prevResult has no interface \(call.interface) in \(call.netns)") }
        let own = (previous["ips"]?.array ?? []).filter { $0["interface"]?.integer == index }
        guard let text = own.first?["address"]?.string else {
            throw Refusal(999, "prevResult has no address for \(call.interface)")
        }
        guard Sandbox(netns: call.netns).addresses(call.interface).contains(text) else {
            throw Refusal(999, "\(call.interface) does not have the address \(text) of prevResult")
        }
        return String(text.prefix { $0 != "/" })
    }

    private func rule(_ action: String, _ address: String, _ source: String) throws(Refusal) {
        let outcome = Command.run(["iptables", "-w", action, "FORWARD", "-s", source, "-d", address, "-j", "DROP"])
        if !outcome.succeeded { throw Refusal(999, "iptables: \(outcome.errors)") }
    }

    private func delete() throws(Refusal) -> String {
        if let previous = call.previous, call.configuration["prevResult"] != nil {
            let names = (previous["interfaces"]?.array ?? []).compactMap { $0["name"]?.string }
            guard names.contains(call.interface) else {
                throw Refusal(999, "prevResult is of another attachment: it has no \(call.interface)")
            }
        }
        guard let lines = StateFile.text(state)?.split(separator: "\n").map(String.init), !lines.isEmpty else {
            return ""
        }
        // After a reboot the rules are gone with the kernel's tables.
        for source in lines.dropFirst() { try? rule("-D", lines[0], source) }
        StateFile.remove(state)
        return ""
    }

    private func check() throws(Refusal) -> String {
        guard let previous = call.previous else { throw Refusal(999, "prevResult is required") }
        let address = try address(previous)
        guard let lines = StateFile.text(state)?.split(separator: "\n").map(String.init), lines.first == address else {
            throw Refusal(999, "no policy is known of \(call.interface)")
        }
        for source in lines.dropFirst() { try rule("-C", address, source) }
        return ""
    }
}
