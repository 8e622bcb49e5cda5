/// What a node's kernel can do.
package struct NodeKernel: Sendable {
    /// `6.1.0-18-amd64`
    package let release: String
    /// Modules that are built in, loaded, or can be loaded, with `_` for `-`; nil where the kernel's lists can't be read.
    package var modules: Set<String>?
    /// Modules that settings keep from being loaded, with the file that says so.
    package var disabled: [String: String] = [:]
    /// Whether it has IPv6 at all.
    package var hasIPv6 = true
    /// Whether iptables sees what goes over bridges; nil if unknown.
    package var filtersBridges: Bool?
    /// Where its lists are, or should be.
    package var place: NodePlace

    package init(release: String, place: NodePlace) {
        self.release = release
        self.place = place
    }

    /// Whether one can be had; nil if unknown.
    package func has(_ module: String) -> Bool? {
        modules.map { $0.contains(Self.name(of: module)) }
    }

    /// As the kernel has it.
    package static func name(of module: String) -> String { String(module.map { $0 == "-" ? "_" : $0 }) }
}
