import CNI
import ExactJSON
import MarkedYAML
import TartanCore

/// When a kubeconfig's tokens expire. Nothing of a token leaves it but that.
enum Kubeconfig {
    /// Seconds since 1970 of the token that expires first; nil where none says.
    static func expiry(_ bytes: [UInt8], _ files: HostFiles) -> Int? {
        guard let document = try? MarkedDocument.parse(bytes).first else { return nil }
        let users = document.root["users"]?.sequence ?? []
        return users.compactMap { user -> Int? in
            let credentials = user["user"]
            if let token = credentials?["token"]?.scalar?.text { return expiry(ofToken: token) }
            guard let path = credentials?["tokenFile"]?.scalar?.text, path.hasPrefix("/"),
                let text = try? files.read(path, limit: Limits.socketLine)
            else { return nil }
            return expiry(ofToken: String(decoding: text.prefix { $0 > 0x20 }, as: UTF8.self))
        }.min()
    }

    /// `exp` of a JSON web token; nil for another kind of token, which doesn't say.
    static func expiry(ofToken token: String) -> Int? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, token.utf8.count <= Limits.socketLine else { return nil }
        var standard = String(parts[1].map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while !standard.utf8.count.isMultiple(of: 4) { standard += "=" }
        guard let bytes = Base64.decode(standard),
            let claims = try? JSONParser.parse(bytes, limit: Limits.socketLine),
            let number = claims["exp"]?.number?.double,
            number >= 0, number < 1e12
        else { return nil }
        return Int(number)
    }
}
