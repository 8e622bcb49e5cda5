import CNI

/// Which proxy stands between: the kubeconfig's, else the environment's; none for what stays on this machine or is in NO_PROXY.
struct ProxyChoice {
    let environment: [String: String]

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    func proxy(for server: ServerAddress, configured: String?) throws(AccessError) -> ServerAddress? {
        if server.isLoopback { return nil }
        if let configured, !configured.isEmpty { return try address(configured) }
        let names = server.scheme == "https" ? ["HTTPS_PROXY", "https_proxy"] : ["HTTP_PROXY", "http_proxy"]
        guard let text = names.compactMap({ environment[$0] }).first(where: { !$0.isEmpty }), !isExempt(server.host)
        else { return nil }
        return try address(text)
    }

    private func address(_ text: String) throws(AccessError) -> ServerAddress {
        guard let address = ServerAddress(text, schemes: ["http"]) else { throw .badProxy(text) }
        return address
    }

    /// NO_PROXY as Go reads it: names with the domains under them, addresses, and ranges of addresses.
    private func isExempt(_ host: String) -> Bool {
        let list = environment["NO_PROXY"] ?? environment["no_proxy"] ?? ""
        return list.split(separator: ",").contains { element in
            var name = element.drop { $0 == " " }
            while name.last == " " { name = name.dropLast() }
            if name == "*" { return true }
            if let address = IPAddress(host), let range = IPNetwork(name) { return range.contains(address) }
            if name.first == "." { name = name.dropFirst() }
            return !name.isEmpty && (host == name || host.hasSuffix("." + name))
        }
    }
}
