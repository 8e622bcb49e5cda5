import CNI
import ExactJSON
import MarkedYAML

/// Reads what a text says about a node's interfaces.
enum NodeLinkReader {
    static func links(_ entries: [MarkedMapping.Entry]) throws(NodeFactsError) -> NodeLinks {
        var links: [NodeLink] = []
        var defaultLink: String?
        for entry in entries {
            let (link, isDefault) = try link(entry)
            links.append(link)
            if isDefault, defaultLink == nil { defaultLink = link.name }
        }
        return NodeLinks(links, defaultLink: defaultLink)
    }

    private static let keys = [
        "names", "up", "carrier", "mtu", "kind", "ethernet", "master", "parent", "vlan", "filtersVLANs", "addresses",
        "default",
    ]

    /// A mapping, or null for one that is like any other.
    private static func link(_ entry: MarkedMapping.Entry) throws(NodeFactsError) -> (NodeLink, isDefault: Bool) {
        var link = NodeLink(name: entry.key)
        if entry.value.isNull { return (link, false) }
        let fields = try NodeFields(entry.value, "\"\(entry.key)\"", keys: keys)
        link.otherNames = try fields.texts("names") ?? []
        link.isUp = try fields.boolean("up") ?? true
        link.hasCarrier = try fields.boolean("carrier")
        link.mtu = try fields.integer("mtu")
        link.kind = try fields.text("kind")
        link.isEthernet = try fields.boolean("ethernet") ?? true
        link.master = try fields.text("master")
        link.parent = try fields.text("parent")
        link.vlan = try fields.integer("vlan")
        link.filtersVLANs = try fields.boolean("filtersVLANs")
        for text in try fields.texts("addresses") ?? [] {
            guard let address = IPNetwork(text) else {
                throw NodeFactsError(
                    "\"\(text.cutForMessage)\" is no address such as 10.0.0.5/24",
                    at: fields["addresses"]?.position ?? TextPosition(line: 1, column: 1))
            }
            link.addresses.append(address)
        }
        return (link, try fields.boolean("default") ?? false)
    }
}
