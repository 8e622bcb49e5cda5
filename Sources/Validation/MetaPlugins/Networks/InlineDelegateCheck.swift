import ExactJSON
import Findings

/// `delegates` as networks; what is in each is looked at as with any network configuration.
struct InlineDelegateCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for (index, delegate) in settings.delegates.enumerated() {
            guard delegate.value.object != nil else {
                // A text in their place is refused as a whole.
                sink.report(
                    .configurationNotAnObject, at: delegate.spot,
                    "delegates[\(index)] of \(settings.title) is \(delegate.value.kindName), and it has to be an object",
                    label: "a network configuration",
                    notes: delegate.value.string == nil ? [] : ["A network is named by \"clusterNetwork\"."])
                continue
            }
            for plugin in ConfigurationFacts(delegate, .delegate(index), context.catalogue).plugins
            where MetaPluginFacts.types.contains(plugin.type) {
                MetaPluginRoleCheck.report(plugin, in: "delegates[\(index)] of \(settings.title)", &sink)
            }
        }
    }
}
