import CNI
import PluginCatalogue

extension StringFormat {
    /// Whether a text, not empty, has the form. Forms that are looked at elsewhere accept everything: addresses, networks
    /// and ranges where they are compared with each other, and what is CNI's own with the form.
    func accepts(_ text: String, of spec: KeySpec) -> Bool {
        switch self {
        case .interface: Self.isInterface(text, isThere: spec.meaning == .master || spec.meaning == .device)
        case .mac: HardwareAddress(text, length: 6) != nil
        case .guid: HardwareAddress(text, length: 8) != nil
        case .path: text.hasPrefix("/")
        case .url: Self.isURL(text)
        case .hostPort: Self.isHostPort(text)
        case .duration: Self.isDuration(text)
        case .pci: Self.isPCI(text)
        case .integerText: Int(text) != nil
        case .booleanText: Self.booleans.contains(text)
        case .labelText: text.utf8.contains(UInt8(ascii: "="))
        case .cniVersion, .networkName, .plugin, .regex: true
        case .ip, .network, .address, .cidr, .ipOrCIDR, .range, .subnetList, .cidrList, .ipList: true
        }
    }

    /// What becomes of a text that hasn't the form, where no plugin refuses it; nil where plugins do.
    var tolerance: String? {
        self == .path ? "A relative path begins at the folder in which the runtime happens to run." : nil
    }

    /// What Go's strconv.ParseBool takes.
    private static let booleans: Set<String> = [
        "1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False",
    ]

    /// - Parameter isThere: it is to be found, and may then be meant by an alternative name, which can be longer.
    private static func isInterface(_ text: String, isThere: Bool) -> Bool {
        if (try? InterfaceName(text)) != nil { return true }
        let head = isThere && text.utf8.count < 128 ? String(decoding: text.utf8.suffix(15), as: UTF8.self) : text
        return (try? InterfaceName(head)) != nil
            && !text.utf8.contains { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
    }

    /// A scheme, a colon, and something behind it.
    private static func isURL(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text[..<colon]
        return !scheme.isEmpty && scheme.utf8.allSatisfy { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
            && text.utf8.index(after: colon) < text.endIndex
            && !text.utf8.contains { $0 <= 0x20 || $0 == 0x7F }
    }

    private static func isHostPort(_ text: String) -> Bool {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")),
            let port = Int(text[text.utf8.index(after: colon)...])
        else { return false }
        return (0...65535).contains(port)
    }

    /// Numbers with units, as Go's time.ParseDuration takes them.
    private static func isDuration(_ text: String) -> Bool {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if rest.elementsEqual("0".utf8) { return true }
        if rest.isEmpty { return false }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
            guard number.contains(where: \.isDigit), number.count(where: { $0 == UInt8(ascii: ".") }) <= 1 else {
                return false
            }
            rest = rest[number.endIndex...]
            let unit = String(decoding: rest.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }, as: UTF8.self)
            guard ["ns", "us", "µs", "μs", "ms", "s", "m", "h"].contains(unit) else { return false }
            rest = rest.dropFirst(unit.utf8.count)
        }
        return true
    }

    /// `0000:3b:02.4`, or a mediated device's UUID, which stands in the same place.
    private static func isPCI(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        if groups.map(\.count) == [8, 4, 4, 4, 12] { return groups.allSatisfy { $0.allSatisfy(\.isHexDigit) } }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count >= 4, parts[1].count == 2 else { return false }
        let last = parts[2].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard last.count == 2, last[0].count == 2, last[1].count == 1 else { return false }
        return (parts[..<2] + last).allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    fileprivate var isHexDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }
}
