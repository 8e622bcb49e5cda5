import ExactJSON
import Findings
import PluginCatalogue
import Wording

/// Whether a plugin reads the capabilities that its configuration declares for it.
struct CapabilityCheck: ConfigurationCheck {
    /// What runtimes and meta-plugins have values for.
    private static let conventional: Set<String> = [
        "portMappings", "bandwidth", "ips", "ipRanges", "mac", "infinibandGUID", "deviceID", "aliases", "cgroupPath",
        "dns", "CNIDeviceInfoFile", "io.kubernetes.cri.pod-annotations",
    ]

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            guard let entry = context.catalogue.entry(plugin.type), let declared = plugin.cursor["capabilities"] else {
                continue
            }
            // The plugin hands its configuration on to that of its addresses, and what it delegates to.
            let ipam = plugin.ipam?["type"]?.value.string
            let reads = [entry] + [ipam.flatMap { context.catalogue.entry($0) }].compactMap { $0 }
            let isWhole = ipam == nil || reads.count > 1
            for member in declared.members where member.value.value.boolean == true {
                if reads.contains(where: { $0.capabilities[member.key] != nil }) { continue }
                check(member, plugin, reads, isWhole, &sink)
            }
        }
    }

    private func check(
        _ member: JSONCursor.Member, _ plugin: PluginUse, _ reads: [PluginEntry], _ isWhole: Bool,
        _ sink: inout FindingSink
    ) {
        let read = reads.flatMap(\.capabilities.names)
        if !Self.conventional.contains(member.key),
            let near = Spelling.closest(to: member.key, in: read + Self.conventional.sorted())
                ?? Self.conventional.first(where: { $0.lowercased() == member.key.lowercased() })
        {
            sink.report(
                .misspeltCapability, at: member.spot, "no runtime knows a capability \"\(member.key)\"",
                label: "did you mean \"\(near)\"?",
                notes: ["\(plugin.type) never gets its value, and nobody says so."], replacement: "\"\(near)\"")
            return
        }
        // Of a plugin that delegates nobody knows who reads what.
        let delegates = reads.contains { $0.roles.contains(.meta) } || !isWhole
        if delegates { return }
        sink.report(
            .unreadCapability, at: member.spot,
            "\(reads.map(\.type).joined(separator: " and ")) \(reads.count == 1 ? "doesn't" : "don't") read the capability \"\(member.key)\"",
            label:
                "\(reads.count == 1 ? "it reads" : "they read") \(read.isEmpty ? "none" : read.joined(separator: ", "))",
            notes: ["A value that a pod asks for is handed over and then dropped without a word."])
    }
}
