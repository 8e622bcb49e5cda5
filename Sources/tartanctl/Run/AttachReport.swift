import CNI
import ExactJSON
import TartanCore
import TartanStore

/// What an ADD attached, as a person reads it: from the record, where the plugins' times are too.
struct AttachReport {
    let call: RuntimeCall
    let outcome: PluginCall.Outcome

    var text: String {
        guard let record else { return fallback }
        let plugins = record.calls.compactMap { $0.end?.microseconds }.reduce(0, +)
        let own = outcome.microseconds > plugins ? outcome.microseconds - UInt64(plugins) : 0
        let count = record.attachments.count
        let headline =
            "\(call.sandbox.subject) has \(count) network\(count == 1 ? "" : "s") (ADD took "
            + "\(Milliseconds.text(outcome.microseconds)), \(Milliseconds.text(own)) of it Tartan's)"
        var table = Table(["INTERFACE", "NETWORK", "ADDRESS", "GATEWAY", "MAC", "MTU", "PLUGINS", "TIME", ""])
        for index in record.attachments.indices { table.add(row(index, record)) }
        return headline.escapingControlCharacters + "\n\n" + Self.withoutTrailingBlanks(table.text)
    }

    private func row(_ index: Int, _ record: Record) -> [String] {
        let attachment = record.attachments[index]
        let result = record.finals[index].flatMap { try? CNIResult($0, assuming: .newest) } ?? CNIResult()
        let completed = CompletedResult(recorded: result, interface: attachment.interface)
        let own = completed.ownInterface
        let addresses = result.ips.filter { $0.interface == own }
        let interface = own.map { result.interfaces[$0] }
        let gateways = result.routes.filter { $0.destination.isDefault }.compactMap(\.gateway)
        let shown = gateways.isEmpty ? addresses.compactMap(\.gateway) : gateways
        let time = record.calls.filter { $0.start.attachment == index }.compactMap { $0.end?.microseconds }.reduce(0, +)
        let network = attachment.isDefault ? "cluster (\(attachment.network))" : attachment.network
        return [
            interface?.name ?? "-", network, Self.list(addresses.map(\.network.description)),
            Self.list(shown.map(\.description)), interface?.mac ?? "-", interface?.mtu.map { "\($0)" } ?? "-",
            attachment.plugins.map(\.type).joined(separator: ", "), Milliseconds.text(UInt64(time)),
            attachment.defaultRoute == nil ? " " : "default route",
        ]
    }

    private static func list(_ texts: [String]) -> String { texts.isEmpty ? "-" : texts.joined(separator: " ") }

    private static func withoutTrailingBlanks(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }

    /// Without a record that can be read, the answer itself.
    private var fallback: String { String(decoding: outcome.output, as: UTF8.self) + "\n" }

    private var record: Record? {
        guard let store = try? Store.open(call.configuration.storeRoot, create: false) else { return nil }
        return try? store.sandbox(call.sandbox.containerID).readJournal(call.sandbox.interface)
    }
}

extension AttachReport {
    /// The pod's addresses as that runtime reads the answer, and what is wrong with them.
    func podIPs(_ runtime: PlayedRuntime) -> String {
        let answer = (try? JSONParser.parse(outcome.output, limit: Limits.pluginOutput)) ?? .null
        guard let result = try? CNIResult(answer, assuming: .newest) else { return "" }
        let read = runtime.podIPs(result, interface: call.sandbox.interface)
        let due = PlayedRuntime.containerd.podIPs(result, interface: call.sandbox.interface)
        var text = "\n\(runtime.name) takes for the pod's addresses: \(Self.list(read.map(\.description)))\n"
        if read != due {
            let extra = read.filter { !due.contains($0) }.map(\.description)
            text +=
                "warning: \(extra.joined(separator: ", ")) \(extra.count == 1 ? "is" : "are") not on \(call.sandbox.interface). "
                + "Set \"result\": \"primary\" for \(runtime.name).\n"
        }
        return text
    }
}
