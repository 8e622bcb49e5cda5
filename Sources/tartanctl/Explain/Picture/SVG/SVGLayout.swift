/// Where everything of a picture is, in pixels: the pod's interfaces at the left, networks in the middle, what of the node
/// they are made on at the right. Text is in boxes and above columns alone, lines run between columns alone.
struct SVGLayout: Equatable {
    private(set) var interfaces: PictureColumn
    private(set) var networks: PictureColumn
    private(set) var masters: PictureColumn
    private(set) var edges: [Edge] = []
    private(set) var width = 0
    private(set) var height = 0

    struct Edge: Equatable {
        let from: PictureBox
        let to: PictureBox
        let isDefaultRoute: Bool
    }

    static let margin = 24
    /// Between a frame and the boxes in it.
    static let inset = 14
    /// Above the columns: the picture's title, and theirs.
    static let top = 112
    private static let gutter = 84
    private static let legend = 56
    /// The heading and the legend need as much.
    private static let narrowest = 560

    init(_ picture: PodPicture, headingWidth: Int) {
        let onRoute = picture.defaultNetworks
        interfaces = PictureColumn(
            boxes: picture.interfaces.map { PictureBox(PictureText.lines($0), isOnDefaultRoute: $0.hasDefaultRoute) })
        networks = PictureColumn(
            boxes: picture.networks.enumerated().map { index, network in
                PictureBox(PictureText.lines(network), isOnDefaultRoute: onRoute.contains(index))
            })
        masters = PictureColumn(
            boxes: picture.masters.indices.map { index in
                let isOnRoute = onRoute.contains { picture.networks[$0].masters.contains(index) }
                return PictureBox(PictureText.lines(picture.masters[index]), isOnDefaultRoute: isOnRoute)
            })
        placeColumns(picture)
        placeRows(picture)
        connect(picture, onRoute)
        let right = masters.boxes.isEmpty ? networks : masters
        let last = right.boxes.first.map { $0.x + $0.width } ?? 0
        width = max(last + Self.inset + Self.margin, headingWidth + 2 * Self.margin, Self.narrowest)
        let bottom = max(interfaces.bottom, networks.bottom, masters.bottom)
        height = bottom + Self.inset + Self.legend
    }

    /// The lower edge of the frames.
    var bottom: Int { height - Self.legend }

    private mutating func placeColumns(_ picture: PodPicture) {
        interfaces.align(x: Self.margin + Self.inset)
        let second = Self.margin + Self.inset + interfaces.width + Self.gutter
        networks.align(x: second)
        masters.align(x: second + networks.width + Self.gutter)
    }

    private mutating func placeRows(_ picture: PodPicture) {
        // A network stands beside its first interface, so that most lines are straight.
        var seen = Set<Int>()
        let rows = picture.interfaces.map { interface in
            seen.insert(interface.network).inserted ? networks.boxes[interface.network].height : 0
        }
        interfaces.stack(from: Self.top, rows: rows)
        let networkRows = picture.networks.indices.map { network in
            picture.interfaces.firstIndex { $0.network == network }.map { interfaces.boxes[$0].middle } ?? Self.top
        }
        networks.place(at: networkRows, below: Self.top)
        let masterRows = picture.masters.indices.map { master in
            Self.mean(
                picture.networks.indices.filter { picture.networks[$0].masters.contains(master) }
                    .map { networks.boxes[$0].middle })
        }
        masters.place(at: masterRows, below: Self.top)
    }

    private mutating func connect(_ picture: PodPicture, _ onRoute: Set<Int>) {
        for (index, interface) in picture.interfaces.enumerated() {
            edges.append(
                Edge(
                    from: interfaces.boxes[index], to: networks.boxes[interface.network],
                    isDefaultRoute: interface.hasDefaultRoute))
        }
        for (index, network) in picture.networks.enumerated() {
            for master in network.masters {
                edges.append(
                    Edge(
                        from: networks.boxes[index], to: masters.boxes[master],
                        isDefaultRoute: onRoute.contains(index)))
            }
        }
    }

    private static func mean(_ values: [Int]) -> Int {
        values.isEmpty ? Self.top : values.reduce(0, +) / values.count
    }
}
