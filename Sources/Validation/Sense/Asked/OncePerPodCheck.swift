import ExactJSON
import Findings
import MultiNetwork

/// What there is once, and a pod would have twice.
struct OncePerPodCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods where pod.selections.count > 1 {
            var first: [String: SelectionUse] = [:]
            for use in pod.selections {
                guard let thing = networks[use].flatMap(SingleThing.init) else { continue }
                guard let earlier = first[thing.key] else {
                    first[thing.key] = use
                    continue
                }
                sink.report(
                    .deviceTwiceInPod, at: use.spot,
                    "\(pod.title) would have \(thing.name) twice, by \(earlier.selection.text) and by \(use.selection.text)",
                    label: "there is one on a node", notes: ["The second attachment fails, and with it the pod."],
                    related: [(earlier.spot, "the first"), (thing.spot, "names it")])
            }
        }
    }
}

/// A thing of the node that one interface at a time can be made of.
private struct SingleThing {
    let key: String
    let name: String
    let spot: Spot

    init?(_ configuration: ConfigurationFacts) {
        if let use = MasterUse(configuration) {
            switch (use.plugin.type, use.plugin.cursor["vlanId"]?.value.integer) {
            case ("vlan", let vlan?):
                key = "vlan \(vlan) \(use.name)"
                name = "VLAN \(vlan) of \"\(use.name.cutForMessage)\""
            case ("macvlan", _) where use.mode == "passthru":
                key = "passthru \(use.name)"
                name = "the whole of \"\(use.name.cutForMessage)\""
            default: return nil
            }
            spot = use.spot
        } else if let device = MovedDevice.all(of: configuration).first {
            key = device.key
            name = "the device \"\(device.name.cutForMessage)\""
            spot = device.spot
        } else {
            return nil
        }
    }
}
