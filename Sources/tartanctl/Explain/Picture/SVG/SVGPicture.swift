/// A picture as SVG: one file without anything outside of it, in colours for light and dark.
struct SVGPicture {
    private let picture: PodPicture
    private let heading: PictureText
    private let state: PictureText
    private let layout: SVGLayout

    init(_ picture: PodPicture) {
        self.picture = picture
        heading = PictureText(picture.pod, widest: PictureText.widestHeading)
        state = PictureText(picture.state.sentence, widest: PictureText.widestHeading)
        // Bold and 18 pixels high.
        layout = SVGLayout(picture, headingWidth: max(heading.columns * 11, state.columns * 8))
    }

    var text: String {
        var lines = [
            #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(layout.width)" height="\#(layout.height)" "#
                + #"viewBox="0 0 \#(layout.width) \#(layout.height)" role="img">"#,
            "<title>\(Self.escaped("Networks of pod \(heading.whole)"))</title>",
            "<desc>\(Self.escaped(description))</desc>",
        ]
        lines += Self.style
        lines.append(#"<rect class="page" width="\#(layout.width)" height="\#(layout.height)" rx="8"/>"#)
        lines.append(Self.text(heading, "heading", x: SVGLayout.margin, y: 38))
        lines.append(Self.text(state, "faint", x: SVGLayout.margin, y: 58))
        lines += frames
        // The default route over the others.
        let edges = layout.edges.filter { !$0.isDefaultRoute } + layout.edges.filter(\.isDefaultRoute)
        lines += edges.map(Self.edge)
        let boxes = layout.interfaces.boxes + layout.networks.boxes + layout.masters.boxes
        lines += boxes.flatMap(Self.box)
        lines += legend
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }

    /// The picture in words, for who doesn't see it.
    private var description: String {
        picture.interfaces.map { interface in
            let network = picture.networks[interface.network]
            let addresses = interface.addresses.isEmpty ? "" : " with \(interface.addresses.joined(separator: ", "))"
            let masters = network.masters.map { picture.masters[$0].name }.joined(separator: ", ")
            let on = masters.isEmpty ? "" : " on \(masters)"
            let route = interface.hasDefaultRoute ? ", default route" : ""
            return PictureText("\(interface.name): \(network.name)\(addresses)\(on)\(route)").whole
        }.joined(separator: "; ")
    }
}

// Frames and lines
extension SVGPicture {
    private var frames: [String] {
        frame(layout.interfaces, "Pod") + title(layout.networks, "Networks")
            + (layout.masters.boxes.isEmpty ? [] : frame(layout.masters, "Node"))
    }

    private func frame(_ column: PictureColumn, _ name: String) -> [String] {
        guard let first = column.boxes.first else { return [] }
        let inset = SVGLayout.inset
        let top = SVGLayout.top - inset
        return [
            #"<rect class="frame" x="\#(first.x - inset)" y="\#(top)" width="\#(first.width + 2 * inset)" "#
                + #"height="\#(layout.bottom - top)" rx="10"/>"#
        ] + title(column, name)
    }

    private func title(_ column: PictureColumn, _ name: String) -> [String] {
        guard let first = column.boxes.first else { return [] }
        return [Self.text(PictureText(name), "column", x: first.x, y: SVGLayout.top - SVGLayout.inset - 8)]
    }

    private static func edge(_ edge: SVGLayout.Edge) -> String {
        let start = (x: edge.from.x + edge.from.width, y: edge.from.middle)
        // The arrow's head ends at the box.
        let end = (x: edge.to.x - 7, y: edge.to.middle)
        let bend = (end.x - start.x) / 2
        // Halves that were rounded are no reason for a bend.
        let path =
            abs(start.y - end.y) <= 2
            ? "M\(start.x) \(end.y)H\(end.x)"
            : "M\(start.x) \(start.y)C\(start.x + bend) \(start.y) \(end.x - bend) \(end.y) \(end.x) \(end.y)"
        let head = "M\(end.x) \(end.y - 4)L\(edge.to.x) \(end.y)L\(end.x) \(end.y + 4)Z"
        let style = edge.isDefaultRoute ? "default" : "other"
        return #"<path class="line \#(style)" d="\#(path)"/><path class="head \#(style)" d="\#(head)"/>"#
    }
}

// Boxes and texts
extension SVGPicture {
    private static func box(_ box: PictureBox) -> [String] {
        let style = box.isOnDefaultRoute ? "box route" : "box"
        let frame =
            #"<rect class="\#(style)" x="\#(box.x)" y="\#(box.y)" width="\#(box.width)" height="\#(box.height)" rx="6"/>"#
        return [frame]
            + box.lines.enumerated().map { index, line in
                text(line, line.style.rawValue, x: box.x + PictureBox.padding, y: box.baseline(index))
            }
    }

    /// What is cut off is in the tip that a pointer brings up.
    private static func text(_ text: PictureText, _ style: String, x: Int, y: Int) -> String {
        let whole = text.whole == text.shown ? "" : "<title>\(escaped(text.whole))</title>"
        return
            #"<text class="\#(style)" x="\#(x)" y="\#(y)" xml:space="preserve">\#(whole)\#(escaped(text.shown))</text>"#
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private var legend: [String] {
        let y = layout.height - 22
        var x = SVGLayout.margin
        var lines: [String] = []
        func entry(_ style: String, _ text: String) {
            lines.append(#"<path class="line \#(style)" d="M\#(x) \#(y - 4)H\#(x + 28)"/>"#)
            lines.append(
                #"<path class="head \#(style)" d="M\#(x + 28) \#(y - 8)L\#(x + 35) \#(y - 4)L\#(x + 28) \#(y)Z"/>"#)
            lines.append(Self.text(PictureText(text), "legend", x: x + 44, y: y))
            x += 44 + text.count * 8 + 24
        }
        if layout.edges.contains(where: \.isDefaultRoute) { entry("default", "default route") }
        entry("other", "attached to, made on")
        if picture.state == .planned {
            lines.append(Self.text(PictureText("plugins may add routes of their own"), "legend", x: x, y: y))
        }
        return lines
    }
}

extension SVGPicture {
    private static let style = [
        "<style>",
        "text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;"
            + "font-size:12px;fill:#1f2328}",
        ".heading{font-size:18px;font-weight:bold}.title{font-size:14px;font-weight:bold}",
        ".column{font-weight:bold;fill:#59636e}.faint,.legend{fill:#59636e}.route{fill:#0550ae}text.route{font-weight:bold}",
        ".page{fill:#fff}.frame{fill:#f6f8fa;stroke:#d1d9e0}.box{fill:#fff;stroke:#818b98}",
        ".box.route{fill:#ddf4ff;stroke:#0969da;stroke-width:2}",
        ".line{fill:none;stroke:#818b98;stroke-width:1.5}.line.default{stroke:#0969da;stroke-width:3}",
        ".head{fill:#818b98}.head.default{fill:#0969da}",
        "@media (prefers-color-scheme:dark){",
        "text{fill:#f0f6fc}.column,.faint,.legend{fill:#9198a1}text.route{fill:#79c0ff}",
        ".page{fill:#0d1117}.frame{fill:#151b23;stroke:#3d444d}.box{fill:#0d1117;stroke:#656c76}",
        ".box.route{fill:#0b2447;stroke:#4493f8}.line{stroke:#656c76}.line.default{stroke:#4493f8}",
        ".head{fill:#656c76}.head.default{fill:#4493f8}",
        "}",
        "</style>",
    ]
}

extension PodPicture.State {
    var sentence: String {
        switch self {
        case .planned: "planned: what an ADD would attach"
        case .attached(let sandbox, let since): "attached: sandbox \(sandbox), since \(since)"
        }
    }
}
