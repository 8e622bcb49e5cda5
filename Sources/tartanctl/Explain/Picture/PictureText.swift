import CNI

/// A text of a picture: whole, as it is shown, and how wide that is.
struct PictureText: Equatable {
    enum Style: String {
        /// What the box is.
        case title
        case plain
        /// Beside the point.
        case faint
        /// The default route.
        case route
    }

    let whole: String
    let shown: String
    let style: Style

    /// The most columns that are shown: an IPv6 address with its prefix fits.
    static let widest = 46

    /// What is no box's: the pod's name above all of them.
    static let widestHeading = 64

    init(_ text: String, _ style: Style = .plain, widest: Int = widest) {
        whole = text.escapingControlCharacters.withoutNoncharacters
        self.style = style
        guard Self.columns(whole) > widest else {
            shown = whole
            return
        }
        var head = String.UnicodeScalarView()
        var columns = 0
        for scalar in whole.unicodeScalars {
            columns += Self.columns(scalar)
            if columns > widest - 1 { break }
            head.append(scalar)
        }
        shown = String(head) + "…"
    }

    /// In columns of a fixed-width font.
    var columns: Int { Self.columns(shown) }

    private static func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + columns($1) } }

    /// Two for what isn't of the alphabets that every fixed-width font has: rather a box that is too wide.
    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        scalar.value < 0x250 || scalar == "…" || scalar == "→" ? 1 : 2
    }
}

extension PictureText {
    /// A box's lines for an interface.
    static func lines(_ interface: PodPicture.Interface) -> [PictureText] {
        var lines = [PictureText(interface.name, .title)]
        lines += interface.addresses.map { PictureText($0) }
        if let by = interface.addressesBy { lines.append(PictureText("address by \(by)", .faint)) }
        let link = [interface.mac, interface.mtu.map { "mtu \($0)" }].compactMap { $0 }.joined(separator: "  ")
        if !link.isEmpty { lines.append(PictureText(link, .faint)) }
        for route in interface.routes { lines += self.lines(route) }
        return lines
    }

    static func lines(_ network: PodPicture.Network) -> [PictureText] {
        let kind = network.isCluster ? [PictureText("cluster network", .faint)] : []
        return [PictureText(network.name, .title)] + kind + [PictureText(network.chain.joined(separator: " → "))]
            + network.details.map { PictureText($0, .faint) }
    }

    static func lines(_ master: PodPicture.Master) -> [PictureText] {
        [PictureText(master.name, .title), PictureText(master.role, .faint)]
    }

    /// One line, or two where an IPv6 route needs them.
    private static func lines(_ route: PodPicture.Route) -> [PictureText] {
        let style: Style = route.isDefault ? .route : .plain
        let family = route.destination.address.family == .v6 ? "default IPv6" : "default"
        let destination = "→ " + (route.isDefault ? family : route.destination.description)
        guard let gateway = route.gateway else { return [PictureText(destination, style)] }
        let line = PictureText("\(destination) via \(gateway)", style)
        if line.whole == line.shown { return [line] }
        return [PictureText(destination, style), PictureText("    via \(gateway)", style)]
    }
}

extension String {
    /// Scalars that XML and DOT have no way to write.
    fileprivate var withoutNoncharacters: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            text.append(
                scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value) ? "\u{FFFD}" : scalar)
        }
        return String(text)
    }
}
