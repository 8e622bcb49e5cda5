/// Scheme, host, port and path of an API server or a proxy.
public struct ServerAddress: Sendable, Equatable {
    public let scheme: String
    public let host: String
    public let port: Int
    /// Without a slash at its end; empty for most.
    public let path: String

    init?(_ text: String, schemes: [String] = ["https", "http"]) {
        guard let separator = text.range(of: "://") else { return nil }
        scheme = text[..<separator.lowerBound].lowercased()
        guard schemes.contains(scheme) else { return nil }
        let rest = text[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        var path = rest.dropFirst(authority.count)
        guard !path.contains("?"), !path.contains("#"), !authority.contains("@") else { return nil }
        while path.last == "/" { path = path.dropLast() }
        self.path = String(path)
        var name = authority
        var number: Substring?
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            name = authority[authority.index(after: authority.startIndex)..<end]
            let tail = authority[authority.index(after: end)...]
            if !tail.isEmpty {
                guard tail.first == ":" else { return nil }
                number = tail.dropFirst()
            }
        } else if let colon = authority.firstIndex(of: ":") {
            name = authority[..<colon]
            number = authority[authority.index(after: colon)...]
        }
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        host = String(name)
        if let number {
            guard let port = Int(number), (1...65535).contains(port) else { return nil }
            self.port = port
        } else {
            port = scheme == "https" ? 443 : 80
        }
    }

    /// As it stands in a URL.
    public var text: String { "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)\(path)" }

    /// Traffic that never leaves this machine, for which no proxy is asked.
    var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host.hasPrefix("127.")
    }
}

extension String {
    fileprivate func range(of needle: String) -> Range<Index>? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(needle) { return place..<index(place, offsetBy: needle.count) }
            place = index(after: place)
        }
        return nil
    }
}
