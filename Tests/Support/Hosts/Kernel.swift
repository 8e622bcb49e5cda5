/// What this kernel can do.
package enum Kernel {
    /// Whether links of that kind can be made on another link, tried on a private host.
    package static func has(_ kind: String) -> Bool {
        guard Executables.isRoot, let host = try? TestHost() else { return false }
        let arguments = kind == "vlan" ? "vlan id 7" : kind
        let veth = "ip link add up0 type veth peer name up1"
        return (try? host.shell("\(veth); ip link add link up0 name x0 type \(arguments) 2>/dev/null")) != nil
    }
}
