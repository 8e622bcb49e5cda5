/// What this kernel can do. Tests of what it can't are skipped by name: `.enabled(if: Kernel.has("vlan"))`.
package enum Kernel {
    /// Whether links of that kind can be made, tried on a private host.
    package static func has(_ kind: String) -> Bool {
        let arguments: [String: String] = [
            "vlan": "link up0 name x0 type vlan id 7", "ipvlan": "link up0 name x0 type ipvlan",
            "vrf": "x0 type vrf table 7",
            "macvlan": "link up0 name x0 type macvlan", "dummy": "x0 type dummy", "bridge": "x0 type bridge",
        ]
        guard Executables.isRoot, let link = arguments[kind], let host = try? TestHost() else { return false }
        return (try? host.shell("ip link add up0 type veth peer name up1; ip link add \(link) 2>/dev/null")) != nil
    }
}
