/// A part of Multus' state that can't be used, and what it was of, as far as that can be told.
struct MultusProblem {
    /// The files that are of no use any more.
    let paths: [String]
    /// A sentence without full stop that names the file.
    let reason: String
    /// Empty where it isn't known.
    var network = ""
    var interface = ""
    /// What its result says that it got.
    var addresses: [String] = []
    /// The plugins of its chain of which no configuration is left, where that of the others is.
    var lacking: [String] = []

    /// `default/lan (lan0, 10.3.0.2/24)`; nil where not even the interface is known.
    var attachment: String? {
        if interface.isEmpty { return nil }
        let name = Self.words(network, interface, addresses)
        return lacking.isEmpty ? name : "of \(name) what \(lacking.joined(separator: ", ")) did"
    }

    /// `default/lan (lan0, 10.3.0.2/24)`, or `lan0 (10.3.0.2/24)` where the network isn't known.
    static func words(_ network: String, _ interface: String, _ addresses: [String]) -> String {
        let facts = network.isEmpty ? addresses : [interface] + addresses
        let name = network.isEmpty ? interface : network
        return facts.isEmpty ? name : "\(name) (\(facts.joined(separator: ", ")))"
    }
}
