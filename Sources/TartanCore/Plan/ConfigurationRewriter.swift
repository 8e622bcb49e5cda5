import CNI
import ExactJSON

/// Derives what a plugin gets on stdin from what its owner wrote (CNI section 3, "Deriving request configuration").
///
/// Everything that Tartan doesn't know stays as it was written. prevResult is added later, call by call.
struct ConfigurationRewriter {
    let network: FoundNetwork
    let requests: [CapabilityRequest]
    /// `cni-args` of the annotation; wins over the configuration's own `args.cni`.
    let arguments: JSONObject?
    /// The attachment's device: plugins older than the capability read it from their own objects.
    var device: String?
    /// The interface, for an attachment that shares its container id with another of the same plugin; nil for the
    /// cluster network, which keeps its state where other programs that detach it look.
    var isolation: InterfaceName?

    /// The object for one plugin and the capabilities for which it got a value.
    func rewrite(_ plugin: PluginConfiguration) -> (configuration: JSONObject, capabilities: [String]) {
        var object = plugin.object
        object["capabilities"] = nil
        object["prevResult"] = nil
        object["runtimeConfig"] = nil
        object.removeAll { $0.key.hasPrefix("cni.dev/") }
        object["cniVersion"] = .string(network.configuration.version.description)
        object["name"] = .string(network.listName)
        if let device {
            object["deviceID"] = .string(device)
            object["pciBusID"] = .string(device)
        }
        if let isolation, let kept = KnownPlugin.of(plugin.type)?.keptFile {
            object[kept.key] = .string("\(object[kept.key]?.string ?? kept.folder)/\(isolation.text)")
        }
        if let arguments { merge(arguments, into: &object) }

        var values = JSONObject()
        for request in requests where plugin.capabilities.contains(request.capability) {
            values[request.capability] = request.value
        }
        if !values.isEmpty { object["runtimeConfig"] = .object(values) }
        return (object, values.members.map(\.key))
    }

    private func merge(_ arguments: JSONObject, into object: inout JSONObject) {
        var args = object["args"]?.object ?? JSONObject()
        var cni = args["cni"]?.object ?? JSONObject()
        for member in arguments.members { cni[member.key] = member.value }
        args["cni"] = .object(cni)
        object["args"] = .object(args)
    }
}
