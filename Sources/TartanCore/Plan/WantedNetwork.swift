import ExactJSON
import MultiNetwork

/// A network that a call asks for, before interface names and binaries are known.
struct WantedNetwork: Sendable {
    let network: FoundNetwork
    let origin: Origin
    /// What the annotation asks of it; nil for networks of the configuration.
    let selection: NetworkSelection?
    /// The runtime's values, for the cluster network alone.
    let runtimeConfig: JSONObject

    /// What its plugins may be given: the runtime's values, then the annotation's over them.
    var requests: [CapabilityRequest] {
        runtimeConfig.members.map { CapabilityRequest(capability: $0.key, value: $0.value, key: nil) } + selected
    }

    /// The annotation's values: each needs a plugin that declares its capability.
    var selected: [CapabilityRequest] {
        let arguments = selection?.capabilityArguments.map {
            CapabilityRequest(capability: $0.capability, value: $0.value, key: $0.key)
        }
        // A network that is backed by a resource gets its device from there; the key is what is left where none is.
        return arguments?.filter { network.resourceName == nil || $0.key != "deviceID" } ?? []
    }

    /// What goes over `args.cni`: the annotation's `cni-args`, and the name of its IPAMClaim, which plugins for addresses
    /// find there by the annotation's key.
    var arguments: JSONObject? {
        guard let claim = selection?.ipamClaimReference else { return selection?.cniArgs }
        var arguments = selection?.cniArgs ?? JSONObject()
        arguments["ipam-claim-reference"] = .string(claim)
        return arguments
    }

    var wantsInterface: Bool {
        guard let selection else { return false }
        return selection.mac != nil || selection.ips != nil || selection.defaultRoute != nil
    }
}
