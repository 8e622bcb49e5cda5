import CNI
import Testing

@testable import tartanctl

/// Nothing of a picture lies over anything else, however long its texts are.
@Suite struct SVGLayoutTests {
    /// Ten attachments with names of 15 characters, IPv6 addresses and routes; some networks and masters are shared.
    private var busy: PodPicture {
        get throws {
            var picture = PodPicture(pod: "shop/web", state: .planned)
            let address = "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"
            for number in 0..<10 {
                let shared = number == 7 ? 2 : number
                let network = picture.place(
                    of: PodPicture.Network(
                        name: "infrastructure/a-network-of-a-long-name-\(shared)", isCluster: number == 0,
                        chain: Array(repeating: "macvlan", count: number + 1),
                        details: ["host-local \(address)/128"]))
                picture.put(
                    network: network, on: PodPicture.Master(name: "enp193s0f\(number % 3)np0", role: "parent interface")
                )
                var interface = PodPicture.Interface(name: "interface-long\(number)", network: network)
                interface.addresses = ["10.\(number).200.201/16", "\(address)/128"]
                interface.mac = "0a:58:0a:1e:00:09"
                interface.mtu = 9000
                if number % 4 == 3 {
                    interface.routes = [
                        PodPicture.Route(
                            destination: try #require(IPNetwork("\(address)/128")), gateway: IPAddress(address)),
                        PodPicture.Route(destination: try #require(IPNetwork("::/0")), gateway: IPAddress(address)),
                    ]
                }
                picture.interfaces.append(interface)
            }
            return picture
        }
    }

    @Test("every text fits into its box: fixed-width fonts take up to 0.605 of their size for a column")
    func texts() throws {
        let layout = SVGLayout(try busy, headingWidth: 0)
        for box in layout.interfaces.boxes + layout.networks.boxes + layout.masters.boxes {
            for (index, line) in box.lines.enumerated() {
                let width = Double(line.columns) * (line.style == .title ? 14 : 12) * 0.605
                #expect(Double(PictureBox.padding) + width <= Double(box.width - PictureBox.padding) + 1, "\(line)")
                #expect(box.baseline(index) - 12 > box.y && box.baseline(index) + 4 < box.y + box.height, "\(line)")
                #expect(line.columns <= PictureText.widest)
            }
            let baselines = box.lines.indices.map { box.baseline($0) }
            #expect(zip(baselines, baselines.dropFirst()).allSatisfy { $1 - $0 >= 16 })
        }
    }

    @Test("no box lies over another, and all are on the page, between heading and legend")
    func boxes() throws {
        let layout = SVGLayout(try busy, headingWidth: 0)
        #expect(layout.networks.boxes.count == 9)
        #expect(layout.masters.boxes.count == 3)
        for column in [layout.interfaces, layout.networks, layout.masters] {
            let sorted = column.boxes.sorted { $0.y < $1.y }
            #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.y + $0.height + PictureColumn.gap <= $1.y })
            #expect(sorted.allSatisfy { $0.y >= SVGLayout.top && $0.y + $0.height <= layout.bottom })
            #expect(sorted.allSatisfy { $0.x + $0.width + SVGLayout.inset + SVGLayout.margin <= layout.width })
        }
    }

    @Test("lines run between columns alone, from the left to the right, and so over no text")
    func lines() throws {
        let layout = SVGLayout(try busy, headingWidth: 0)
        #expect(layout.edges.count == 10 + 10)
        let columns = [layout.interfaces, layout.networks, layout.masters]
        let gaps = zip(columns, columns.dropFirst()).map { left, right in
            (left.boxes.map { $0.x + $0.width }.max() ?? 0)...(right.boxes.map(\.x).min() ?? 0)
        }
        for edge in layout.edges {
            let span = (edge.from.x + edge.from.width)...edge.to.x
            #expect(gaps.contains { $0.lowerBound <= span.lowerBound && span.upperBound <= $0.upperBound })
            #expect(span.count > 40)
        }
    }

    @Test("a network stands beside its first interface, and the default route is marked all the way")
    func rows() throws {
        let layout = SVGLayout(try busy, headingWidth: 0)
        let single = layout.edges.prefix(10).enumerated().filter { $0.offset != 7 }
        #expect(single.allSatisfy { abs($0.element.from.middle - $0.element.to.middle) <= 1 })
        #expect(layout.edges.filter(\.isDefaultRoute).count == 5)
        #expect(layout.interfaces.boxes.filter(\.isOnDefaultRoute).count == 2)
    }

    @Test("a text that is too long is cut, and scalars of unknown width count twice")
    func widths() {
        let long = PictureText(String(repeating: "x", count: 100))
        #expect(long.columns == PictureText.widest)
        #expect(long.shown.hasSuffix("x…"))
        #expect(PictureText("網路").columns == 4)
    }

    @Test("boxes that want the same place push each other aside by as much")
    func placing() {
        let box = PictureBox([PictureText("a", .title)], isOnDefaultRoute: false)
        var column = PictureColumn(boxes: [box, box, box])
        column.place(at: [500, 500, 500], below: 0)
        #expect(column.boxes[1].middle == 500)
        #expect(500 - column.boxes[0].middle == column.boxes[2].middle - 500)
        column.place(at: [0, 0, 900], below: 10)
        #expect(column.boxes[0].y == 10)
        #expect(column.boxes[2].middle == 900)
    }
}
