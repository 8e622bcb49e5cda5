package import CNI

/// A network interface of the node, in the namespace in which plugins look for it.
package struct NodeLink: Sendable, Equatable {
    package let name: String
    /// Other names by which the kernel finds it, as far as they were asked for.
    package var otherNames: [String] = []
    package var isUp = true
    /// Nil where it isn't known, as of an interface that is down.
    package var hasCarrier: Bool?
    package var mtu: Int?
    /// `bridge`, `bond`, `vlan`, `macvlan`, `ipvlan`, `wlan`; nil for what has no kind of its own.
    package var kind: String?
    package var isEthernet = true
    /// The bridge or bond whose port it is.
    package var master: String?
    /// The interface that it is made on.
    package var parent: String?
    package var vlan: Int?
    /// Of a bridge: whether it tells VLANs apart.
    package var filtersVLANs: Bool?
    package var addresses: [IPNetwork] = []

    package init(name: String) {
        self.name = name
    }
}

/// All of them.
package struct NodeLinks: Sendable {
    package let all: [NodeLink]
    /// The interface of the default route; nil where there is no such route.
    package let defaultLink: String?
    /// Whether its routes could be read.
    package let knowsDefault: Bool
    private let byName: [String: Int]
    private let byParent: [String: [NodeLink]]

    package init(_ links: [NodeLink], defaultLink: String?, knowsDefault: Bool = true) {
        all = links
        self.defaultLink = defaultLink
        self.knowsDefault = knowsDefault
        let names = links.enumerated().flatMap { place, link in ([link.name] + link.otherNames).map { ($0, place) } }
        byName = Dictionary(names) { first, _ in first }
        byParent = Dictionary(grouping: links) { $0.parent ?? "" }
    }

    package subscript(_ name: String) -> NodeLink? { byName[name].map { all[$0] } }

    package var names: [String] { all.flatMap { [$0.name] + $0.otherNames } }

    /// The links that are made on one.
    package func made(on link: NodeLink) -> [NodeLink] { byParent[link.name, default: []] }
}
