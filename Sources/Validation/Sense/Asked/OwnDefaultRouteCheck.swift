import CNI
import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// Networks of one pod that set a default route by themselves.
struct OwnDefaultRouteCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods where pod.selections.count > 1 {
            // Who asks for the default route gets it, and the others lose theirs.
            if pod.selections.contains(where: { $0.selection.defaultRoute != nil }) { continue }
            var first: [IPAddress.Family: (use: SelectionUse, spot: Spot)] = [:]
            for use in pod.selections {
                guard let configuration = networks[use] else { continue }
                for (family, spot) in Self.defaultRoutes(of: configuration, context) {
                    guard let earlier = first[family] else {
                        first[family] = (use, spot)
                        continue
                    }
                    sink.report(
                        .twoOwnDefaultRoutes, at: use.spot,
                        "\(pod.title) gets an \(family.name) default route from \(earlier.use.selection.text) and from \(use.selection.text)",
                        label: "which of them is it to be?",
                        notes: [
                            "The first one stays, and the second is passed over without a word. Add \"default-route\" to the element that is to have it."
                        ],
                        related: [(earlier.use.spot, "the first"), (earlier.spot, "its route"), (spot, "this one's")])
                    break
                }
            }
        }
    }

    /// The families in which a network sets a default route, and where it says so.
    private static func defaultRoutes(
        of configuration: ConfigurationFacts, _ context: ValidationContext
    ) -> [(IPAddress.Family, Spot)] {
        guard let maker = configuration.maker(context) else { return [] }
        var found: [IPAddress.Family: Spot] = [:]
        for route in configuration.addresses.plugins.flatMap(\.routes) {
            guard let destination = route.destination, destination.value.isDefault else { continue }
            let family = destination.value.address.family
            if found[family] == nil { found[family] = destination.spot }
        }
        if maker.cursor.isTrue("isDefaultGateway"), maker.ipam != nil, let key = maker.cursor["isDefaultGateway"] {
            for family in configuration.families(context) where found[family] == nil { found[family] = key.spot }
        }
        return [IPAddress.Family.v4, .v6].compactMap { family in found[family].map { (family, $0) } }
    }
}
