extension Sample {
    /// Objects in one file, one after the other.
    static func cluster(_ texts: String...) -> Sample {
        Sample("cluster.yaml", texts.joined(separator: "---\n"))
    }

    /// A definition as a text; without a configuration where that is nil.
    ///
    /// - Parameter allowing: `tartan/allowed-namespaces`.
    static func lan(
        _ name: String, _ config: String?, in namespace: String? = nil, allowing: String? = nil
    ) -> String {
        "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n  name: \(name)\n"
            + (namespace.map { "  namespace: \($0)\n" } ?? "")
            + (allowing.map { "  annotations: {tartan/allowed-namespaces: '\($0)'}\n" } ?? "")
            + (config.map { "spec:\n  config: '\($0)'\n" } ?? "")
    }

    /// A pod as a text.
    ///
    /// - Parameter spec: lines of its `spec`.
    static func asking(_ networks: String, name: String = "web", in namespace: String? = nil, spec: [String] = [])
        -> String
    {
        let place = namespace.map { "  namespace: \($0)\n" } ?? ""
        return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: \(name)\n\(place)  annotations:\n"
            + "    k8s.v1.cni.cncf.io/networks: '\(networks)'\n"
            + (spec.isEmpty ? "" : "spec:\n" + spec.map { "  \($0)\n" }.joined())
    }

    /// An IPAMClaim as a text.
    static func claim(_ name: String, network: String, interface: String = "net1") -> String {
        "apiVersion: k8s.cni.cncf.io/v1alpha1\nkind: IPAMClaim\nmetadata:\n  name: \(name)\nspec:\n  network: \(network)\n  interface: \(interface)\n"
    }

    /// macvlan on `eth1` with what else is given.
    static func macvlan(_ more: String = "", master: String = "eth1") -> String {
        #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "\#(master)"\#(more.isEmpty ? "" : ", " + more)}"#
    }

    /// `ipam` of host-local with a range in 10.1.0.0/24.
    static func range(_ first: Int, _ last: Int, of subnet: String = #""10.1.0.0/24""#, more: String = "") -> String {
        #""ipam": {"type": "host-local", "subnet": \#(subnet), "rangeStart": "10.1.0.\#(first)", "rangeEnd": "10.1.0.\#(last)"\#(more)}"#
    }

    /// `ipam` of host-local with a whole subnet.
    static func subnet(_ subnet: String) -> String { #""ipam": {"type": "host-local", "subnet": \#(subnet)}"# }

    /// `ipam` of static with one address.
    static func fixed(_ address: String) -> String {
        #""ipam": {"type": "static", "addresses": [{"address": \#(address)}]}"#
    }
}
