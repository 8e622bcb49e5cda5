import TartanTestSupport
import Testing

extension Trait where Self == ConditionTrait {
    /// For suites that make namespaces and run the distribution's plugins.
    static var privateHost: Self {
        .enabled(
            if: Executables.isRoot && Executables.has(plugins: "bridge", "host-local", "portmap"),
            "needs root and the plugins of containernetworking-plugins (TARTAN_PLUGINS)")
    }
}
