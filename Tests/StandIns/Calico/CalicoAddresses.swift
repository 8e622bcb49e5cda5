import ExactJSON

/// The addresses of a Calico attachment: by the real host-local, or by calico-ipam.
struct CalicoAddresses {
    private let call: StandInCall
    private let settings: CalicoSettings

    struct Leased {
        /// `/32` and `/128`.
        let addresses: [String]
        /// As the plugin for addresses answered them.
        let routes: [JSONValue]
        let wantsDefault: Bool
    }

    init(_ call: StandInCall, _ settings: CalicoSettings) {
        self.call = call
        self.settings = settings
    }

    private var type: String { call.configuration["ipam"]?["type"]?.string ?? "" }

    func add() throws(Refusal) -> Leased {
        try requireType()
        let answer = try InnerCall.run(type, "ADD", call, try configuration(isDeleting: false))
        var texts = (answer["ips"]?.array ?? []).compactMap { $0["address"]?.string }
        texts += [answer["ip4"]?["ip"]?.string, answer["ip6"]?["ip"]?.string].compactMap { $0 }
        let addresses = texts.map { text in
            "\(text.prefix { $0 != "/" })/\(text.contains(":") ? 128 : 32)"
        }
        if addresses.isEmpty { throw Refusal(999, "IPAM plugin returned no addresses") }
        let ipam = call.configuration["ipam"]
        let hasOwnRoutes = type == "host-local" && ipam?["routes"]?.array?.isEmpty == false
        return Leased(
            addresses: addresses, routes: answer["routes"]?.array ?? [],
            wantsDefault: !hasOwnRoutes || call.configuration["include_default_routes"]?.boolean == true)
    }

    func delete() throws(Refusal) {
        try requireType()
        _ = try InnerCall.run(type, "DEL", call, try configuration(isDeleting: true))
    }

    func release() { try? delete() }

    private func requireType() throws(Refusal) {
        guard ["host-local", "calico-ipam"].contains(type) else {
            throw Refusal(999, type.isEmpty ? "no IPAM plugin is configured" : "unknown IPAM plugin \(type)")
        }
    }

    /// With the node's networks in place of `usePodCidr`; a DEL takes any.
    private func configuration(isDeleting: Bool) throws(Refusal) -> JSONObject {
        var configuration = call.configuration
        guard type == "host-local", var ipam = configuration["ipam"]?.object else { return configuration }
        func replaced(_ value: JSONValue?) throws(Refusal) -> JSONValue? {
            guard let text = value?.string, ["usepodcidr", "usepodcidripv6"].contains(text.lowercased()) else {
                return value
            }
            let isV6 = text.lowercased().hasSuffix("ipv6")
            if isDeleting { return .string(isV6 ? "::/0" : "0.0.0.0/0") }
            let networks = (StateFile.text(CalicoDatastore.path("nodes/\(settings.node)")) ?? "").split(separator: "\n")
            guard let network = networks.first(where: { $0.contains(":") == isV6 }) else {
                throw Refusal(999, "no podCidr for node \(settings.node)")
            }
            return .string(String(network))
        }
        ipam["subnet"] = try replaced(ipam["subnet"])
        if let ranges = ipam["ranges"]?.array {
            var sets: [JSONValue] = []
            for set in ranges {
                var members: [JSONValue] = []
                for range in set.array ?? [] {
                    var object = range.object ?? JSONObject()
                    object["subnet"] = try replaced(object["subnet"])
                    members.append(.object(object))
                }
                sets.append(.array(members))
            }
            ipam["ranges"] = .array(sets)
        }
        configuration["ipam"] = .object(ipam)
        return configuration
    }
}
