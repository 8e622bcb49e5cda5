import CNI
import Findings
import PluginCatalogue

/// Addresses that stand in the configuration.
struct FixedAddressCheck {
    let plugin: PluginAddresses

    func check(_ sink: inout FindingSink) {
        for fixed in plugin.fixed { checkReserved(fixed, &sink) }
        checkRepeated(&sink)
        checkRequests(&sink)
    }

    private func checkReserved(_ fixed: FixedAddress, _ sink: inout FindingSink) {
        let network = fixed.address.value.network
        let subject = "\"\(fixed.address.key)\" of \(fixed.plugin)"
        if let use = SpecialUse(network), network.address.family == .v4 || !network.first.description.hasPrefix("fe8") {
            sink.report(
                .specialNetwork, at: fixed.address.spot, "\(subject) is \(network), \(use.what)",
                label: "a host's address is expected", notes: [use.consequence])
            return
        }
        guard network.address.family == .v4, network.hostBits > 1 else { return }
        let what: String
        if network.address == network.first {
            what = "the network's own address"
        } else if network.address == network.last {
            what = "the network's broadcast address"
        } else {
            return
        }
        sink.report(
            .fixedReservedAddress, at: fixed.address.spot, "\(subject) is \(network), \(what)",
            label: "an address between \(network.first) and \(network.last) is expected",
            notes: ["The plugin takes it; other hosts of the network then can't talk to the pod."])
    }

    private func checkRepeated(_ sink: inout FindingSink) {
        var seen: [Bool: [IPNetwork: FixedAddress]] = [:]
        for fixed in plugin.fixed {
            let network = fixed.address.value.network
            guard let first = seen[fixed.isRequest, default: [:]].updateValue(fixed, forKey: network) else { continue }
            sink.report(
                .repeatedAddress, at: fixed.address.spot, "\(network) of \(fixed.plugin) is here for the second time",
                label: "an interface has an address once",
                notes: ["The pod fails when it gets it again: \"file exists\"."],
                related: [(first.address.spot, "the first time")])
        }
    }

    /// What the configuration itself asks for has to be among what it has.
    private func checkRequests(_ sink: inout FindingSink) {
        let pools = plugin.pools.filter { $0.way == .subnet }
        guard !pools.isEmpty, !plugin.takesRequests else { return }
        for text in plugin.objects.filter(\.isRequest).flatMap({ $0.texts(.address) }) {
            guard let address = text.network?.network.address ?? text.address?.address,
                !pools.contains(where: { $0.gives(address) })
            else { continue }
            let isGateway = pools.contains { $0.effectiveGateway == address }
            sink.report(
                .requestOutside, at: text.spot,
                "\"\(text.key)\" asks for \(address), \(isGateway ? "the gateway of the network" : "which no range of \(text.plugin) has")",
                label: pools.first?.range.map { "\($0) are given out" },
                notes: ["The pod fails: \(text.plugin) gives out what is asked for, or nothing."],
                related: pools.prefix(2).map { ($0.subnet.spot, "the network") })
        }
    }
}
