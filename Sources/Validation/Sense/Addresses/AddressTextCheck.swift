import CNI
import Findings
import PluginCatalogue

/// Texts that have to be an address, a network or a range and that the plugin can't read.
struct AddressTextCheck {
    let plugin: PluginAddresses
    let catalogue: PluginCatalogue

    func check(_ sink: inout FindingSink) {
        // Nobody reads those of name servers but the resolver.
        for text in plugin.texts where text.meaning != .nameserver { check(text, &sink) }
    }

    private func check(_ text: AddressText, _ sink: inout FindingSink) {
        switch text.format {
        case .ip: checkAddress(text, &sink)
        case .ipOrCIDR:
            if text.text.utf8.contains(UInt8(ascii: "/")) {
                checkNetwork(text, text.text, &sink)
            } else {
                checkAddress(text, &sink)
            }
        case .range:
            guard let dash = text.text.utf8.firstIndex(of: UInt8(ascii: "-")) else {
                return checkNetwork(text, text.text, &sink)
            }
            if IPAddressText(text.text[..<dash]) == nil { return reportMalformed(text, &sink) }
            checkNetwork(text, text.text[text.text.utf8.index(after: dash)...], &sink)
        default: checkNetwork(text, text.text, &sink)
        }
    }

    private func checkAddress(_ text: AddressText, _ sink: inout FindingSink) {
        if let address = text.address {
            if address.hasLeadingZeroes { reportZeroes(text, "\(address.address)", &sink) }
            return
        }
        let parts = text.text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddressText(parts[0]) else { return reportMalformed(text, &sink) }
        sink.report(
            .needlessPrefix, at: text.spot,
            "\"\(text.key)\" of \(text.plugin) is \(text.text.cutForMessage), with a prefix length",
            label: "the address alone is expected: \(address.address)", replacement: "\"\(address.address)\"")
    }

    private func checkNetwork(_ text: AddressText, _ network: some StringProtocol, _ sink: inout FindingSink) {
        if let read = IPNetworkText(network) {
            if read.hasLeadingZeroes { reportZeroes(text, "\(read.network)", &sink) }
            if read.isMapped, text.format == .network { reportMapped(text, read.network, &sink) }
            return
        }
        if let address = IPAddressText(network) { return reportMissing(text, address.address, &sink) }
        guard let slash = network.firstIndex(of: "/"), let address = IPAddressText(network[..<slash]),
            !text.text.utf8.contains(where: { ", \t\r\n".utf8.contains($0) })
        else { return reportMalformed(text, &sink) }
        let length = String(network[network.index(after: slash)...])
        let most = address.address.family.bits
        let mask = PrefixLength.ofMask(length)
        sink.report(
            .wrongPrefixLength, at: text.spot,
            "\"\(text.key)\" of \(text.plugin) has the prefix length \"\(length.cutForMessage)\"",
            label: mask.map { "write /\($0)" } ?? "0 to \(most) is expected",
            replacement: mask.map { "\"\(address.address)/\($0)\"" })
    }

    private func reportMissing(_ text: AddressText, _ address: IPAddress, _ sink: inout FindingSink) {
        sink.report(
            .missingPrefix, at: text.spot,
            "\"\(text.key)\" of \(text.plugin) is \(text.text.cutForMessage), without a prefix length",
            label: "\(address)/\(address.family == .v4 ? 24 : 64), for example",
            notes: ["The prefix length says how large the network is, so it can't be guessed."])
    }

    private func reportZeroes(_ text: AddressText, _ plain: String, _ sink: inout FindingSink) {
        if catalogue.entry(text.plugin)?.readsLeadingZeroes == true { return }
        sink.report(
            .leadingZeroes, at: text.spot,
            "\"\(text.key)\" of \(text.plugin) is \(text.text.cutForMessage), with leading zeroes",
            label: "did you mean \(plain)?",
            notes: ["Some programs read such a number as octal, so plugins refuse it: \"invalid CIDR address\"."])
    }

    private func reportMapped(_ text: AddressText, _ network: IPNetwork, _ sink: inout FindingSink) {
        sink.report(
            .mappedNetwork, at: text.spot,
            "\"\(text.key)\" of \(text.plugin) is an IPv4 network in the notation of IPv6",
            label: "write \(network)",
            notes: ["\(text.plugin) refuses it: \"IPNet IP and Mask version mismatch\"."],
            replacement: "\"\(network)\"")
    }

    private func reportMalformed(_ text: AddressText, _ sink: inout FindingSink) {
        let hint = AddressSlip(text.text)
        sink.report(
            .malformedAddress, at: text.spot,
            "\"\(text.key)\" of \(text.plugin) is \"\(text.text.cutForMessage)\", which is no \(kind(of: text.format))",
            label: hint?.label ?? "\(text.format.phrase) is expected", notes: hint?.notes ?? [],
            replacement: hint?.replacement)
    }

    private func kind(of format: StringFormat) -> String {
        switch format {
        case .ip, .ipOrCIDR: "IP address"
        case .address: "address with a prefix length"
        case .range: "range of addresses"
        default: "network"
        }
    }
}
