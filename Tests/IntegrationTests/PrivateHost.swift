import TartanTestSupport
import Testing

extension Trait where Self == ConditionTrait {
    /// For suites that make namespaces and run the distribution's plugins. They look into Tartan's own store and words, so they
    /// are not for a peer.
    static var privateHost: Self {
        .enabled(
            if: hasPlugins && Peer.current == nil,
            "needs root and the plugins of containernetworking-plugins (TARTAN_PLUGINS), and no peer")
    }

    /// For suites whose cases hold for any meta-plugin that takes Multus' configuration (TARTAN_PEER_CONFIGURATION).
    static var anyMetaPlugin: Self {
        .enabled(
            if: hasPlugins, "needs root and the plugins of containernetworking-plugins (TARTAN_PLUGINS)")
    }

    private static var hasPlugins: Bool {
        Executables.isRoot && Executables.has(plugins: "bridge", "host-local", "portmap")
    }
}
