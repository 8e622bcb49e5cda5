import Findings
import MultiNetwork
import PluginCatalogue

/// Whether a network whose plugin works on a device says which device plugin hands it out, and the reverse.
struct DeviceCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        for definition in scope.definitions {
            guard let configuration = definition.configuration else { continue }
            let plugins = configuration.plugins.compactMap { plugin in
                context.catalogue.entry(plugin.type).map { (plugin: plugin, entry: $0) }
            }
            let resource = definition.annotations?.mapping?.entry(Annotation.resourceName)
            if let resource, !plugins.isEmpty, plugins.count == configuration.plugins.count,
                !plugins.contains(where: { Self.takesDevice($0.entry) })
            {
                sink.report(
                    .needlessResource, at: definition.object.spot(resource.keyNode),
                    "no plugin of network \(definition.reference) takes a device",
                    label:
                        "\(Annotation.resourceName) has no effect on \(plugins.map(\.plugin.type).joined(separator: ", "))",
                    notes: ["The pod is given a device of the pool, and no network uses it."])
            }
            guard resource == nil else { continue }
            for (plugin, entry) in plugins where Self.needsDevice(entry) {
                let given = ["deviceID", "pciBusID", "device", "hwaddr", "kernelpath", "auxiliary"].contains {
                    plugin.cursor[$0].map { KeyCondition.isGiven($0.value) } ?? false
                }
                if given { continue }
                sink.report(
                    .noResource, at: plugin.cursor["type"]?.spot ?? plugin.cursor.spot,
                    "\(plugin.type) works on a device, and network \(definition.reference) names no resource that hands one out",
                    label: "no annotation \(Annotation.resourceName)",
                    notes: ["The plugin fails with a message such as \"VF pci addr is required\"."])
            }
        }
    }

    private static func takesDevice(_ entry: PluginEntry) -> Bool {
        entry.capabilities["deviceID"] != nil || entry.keys["deviceID"] != nil || entry.keys["pciBusID"] != nil
    }

    /// Takes a device from the runtime and makes no interface without one.
    private static func needsDevice(_ entry: PluginEntry) -> Bool {
        guard let key = entry.keys["deviceID"] ?? entry.keys["pciBusID"] else { return false }
        return key.required != .never
    }
}
