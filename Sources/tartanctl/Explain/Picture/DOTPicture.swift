/// A picture in Graphviz' language: `dot -Tsvg`.
struct DOTPicture {
    let picture: PodPicture

    var text: String {
        var lines = [
            "digraph tartan {",
            "    graph [rankdir=LR, ranksep=0.9, nodesep=0.2, fontname=\"monospace\", fontsize=12, labelloc=t, labeljust=l, "
                + "label=\(Self.label(heading))];",
            "    node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"#818b98\", "
                + "fontname=\"monospace\", fontsize=10, margin=\"0.15,0.08\"];",
            "    edge [color=\"#818b98\", arrowsize=0.7];",
        ]
        lines += cluster(
            "pod", "Pod",
            picture.interfaces.enumerated().map { index, interface in
                Self.node("i\(index)", PictureText.lines(interface), isOnRoute: interface.hasDefaultRoute)
            })
        let onRoute = picture.defaultNetworks
        lines += picture.networks.enumerated().map { index, network in
            "    " + Self.node("n\(index)", PictureText.lines(network), isOnRoute: onRoute.contains(index))
        }
        lines += cluster(
            "node", "Node",
            picture.masters.enumerated().map { index, master in
                let isOnRoute = onRoute.contains { picture.networks[$0].masters.contains(index) }
                return Self.node("m\(index)", PictureText.lines(master), isOnRoute: isOnRoute)
            })
        lines += picture.interfaces.enumerated().map { index, interface in
            Self.edge("i\(index)", "n\(interface.network)", isOnRoute: interface.hasDefaultRoute)
        }
        for (index, network) in picture.networks.enumerated() {
            lines += network.masters.map { Self.edge("n\(index)", "m\($0)", isOnRoute: onRoute.contains(index)) }
        }
        return (lines + inOrder).joined(separator: "\n") + "\n}\n"
    }

    private var heading: [PictureText] {
        [picture.pod, picture.state.sentence].map { PictureText($0, widest: PictureText.widestHeading) }
    }

    /// Keeps Graphviz from sorting the networks, and with them the interfaces, by where their lines go.
    private var inOrder: [String] {
        if picture.networks.count < 2 { return [] }
        let chain = picture.networks.indices.map { "n\($0)" }.joined(separator: " -> ")
        return ["    { rank=same; \(chain) [style=invis]; }"]
    }

    private func cluster(_ name: String, _ title: String, _ nodes: [String]) -> [String] {
        if nodes.isEmpty { return [] }
        let head = "    subgraph cluster_\(name) {"
        let style = "        label=\"\(title)\"; style=\"rounded,filled\"; color=\"#d1d9e0\"; fillcolor=\"#f6f8fa\";"
        return [head, style] + nodes.map { "        " + $0 } + ["    }"]
    }

    private static func node(_ name: String, _ lines: [PictureText], isOnRoute: Bool) -> String {
        let style = isOnRoute ? ", color=\"#0969da\", penwidth=2, fillcolor=\"#ddf4ff\"" : ""
        return "\(name) [label=\(label(lines))\(style)];"
    }

    private static func edge(_ from: String, _ to: String, isOnRoute: Bool) -> String {
        "    \(from) -> \(to)" + (isOnRoute ? " [color=\"#0969da\", penwidth=2.5];" : ";")
    }

    /// Lines at the left. In a label Graphviz takes backslashes for escapes and `&` for the beginning of an entity.
    private static func label(_ lines: [PictureText]) -> String {
        var label = "\""
        for line in lines {
            for scalar in line.shown.unicodeScalars {
                switch scalar {
                case "\\": label += "\\\\"
                case "\"": label += "\\\""
                case "&": label += "&amp;"
                default: label.unicodeScalars.append(scalar)
                }
            }
            label += "\\l"
        }
        return label + "\""
    }
}
