import CNI
import ExactJSON
import MultiNetwork
import PluginCatalogue

extension ConfigurationFacts {
    /// The plugin that makes the interface, if it is known and stands where it can.
    func maker(_ context: ValidationContext) -> PluginUse? {
        guard let first = plugins.first, first.index == 0, let entry = context.catalogue.entry(first.type),
            entry.roles.contains(.interface), !entry.roles.contains(.meta)
        else { return nil }
        return first
    }

    /// The plugins of a type that come after another one.
    func chained(_ type: String) -> [PluginUse] { plugins.filter { $0.type == type && $0.index > 0 } }

    /// Whether its interface surely has no address.
    func lacksAddresses(_ context: ValidationContext) -> Bool {
        guard let maker = maker(context), context.catalogue.entry(maker.type)?.ipam == .optional else { return false }
        return plugins.allSatisfy { plugin in
            !(plugin.cursor["ipam"].map { KeyCondition.isGiven($0.value) } ?? false)
        }
    }

    /// The families of the addresses that its plugins give; empty if that can't be told.
    func families(_ context: ValidationContext) -> Set<IPAddress.Family> {
        Set(addresses.networks.map(\.value.network.address.family))
    }
}

extension JSONCursor {
    /// Whether a key is there and true.
    func isTrue(_ key: String) -> Bool { self[key]?.value.boolean == true }

    /// Whether a key is there and not what Go has for nothing.
    func isGiven(_ key: String) -> Bool { self[key].map { KeyCondition.isGiven($0.value) } ?? false }
}

/// Definitions by `namespace/name`; of several with one name the first.
struct NetworkIndex {
    private let definitions: [String: DefinitionFacts]

    init(_ scope: Scope) {
        definitions = Dictionary(scope.definitions.map { ($0.reference, $0) }) { first, _ in first }
    }

    /// The configuration of the network that is asked for, if it is among what was read.
    subscript(_ use: SelectionUse) -> ConfigurationFacts? {
        definitions[use.selection.reference.description]?.configuration
    }
}
