import CNI
import Findings
import PluginCatalogue

/// An MTU that is too small for the addresses of its interface.
struct MTUCheck: ConfigurationCheck {
    /// The least with which the kernel has IPv4 on an interface (RFC 791), and IPv6 (RFC 8200).
    private static let (leastV4, leastV6) = (68, 1280)

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        let lacksAddresses = configuration.lacksAddresses(context)
        for plugin in configuration.plugins {
            for value in plugin.values(.mtu, context) {
                guard let mtu = value.integer, mtu > 0, mtu < Self.leastV6 else { continue }
                if mtu < Self.leastV4 {
                    // Frames without addresses may be that small where no veth is made.
                    if lacksAddresses, plugin.type != "bridge", plugin.type != "bond" { continue }
                    sink.report(
                        .mtuBelowIPv4, at: value.cursor.spot,
                        "\"\(value.key)\" of \(plugin.type) is \(mtu) bytes, less than an interface can have",
                        label: "at least \(Self.leastV4); 0 is the kernel's choice",
                        notes: ["The kernel refuses the interface or its address: \"invalid argument\"."])
                } else if configuration.families(context).contains(.v6) {
                    sink.report(
                        .mtuBelowIPv6, at: value.cursor.spot,
                        "\"\(value.key)\" of \(plugin.type) is \(mtu) bytes, too small for IPv6",
                        label: "at least \(Self.leastV6)",
                        notes: ["\(configuration.title) gives IPv6 addresses, and the kernel takes none on it."])
                }
            }
        }
    }
}
