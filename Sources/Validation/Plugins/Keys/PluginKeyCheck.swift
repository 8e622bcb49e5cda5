import Findings
import PluginCatalogue

/// Every key of a plugin's object, and of the objects in it, against the catalogue.
struct PluginKeyCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            guard let entry = context.catalogue.entry(plugin.type) else { continue }
            let ipam = plugin.ipam?["type"]?.value.string.flatMap { context.catalogue.entry($0) }
            let names = KeyNames(plugin: entry, ipam: ipam, isList: configuration.isList)
            var found = FindingSink()
            KeyWalk(catalogue: context.catalogue, plugin: plugin.cursor).walk(
                entry, addressesBy: ipam,
                visit: { visit in
                    names.check(visit, &found)
                    guard let spec = visit.spec else { return }
                    KeyValue(spec: spec, cursor: visit.member.value, name: visit.member.key, type: visit.type)
                        .check(&found)
                    KeyStanding(visit: visit, spec: spec).check(&found)
                },
                object: { KeyRelations(visit: $0).check(&found) },
                element: { cursor, spec, type in
                    KeyValue(spec: spec, cursor: cursor, name: nil, type: type).check(&found)
                })
            sink.append(found)
        }
    }
}
