import CNI
import Findings
import PluginCatalogue

/// Name servers: a resolver wants addresses, and three of them at the most.
struct NameserverCheck {
    let plugin: PluginAddresses

    /// MAXNS of the C libraries.
    private static let most = 3

    func check(_ sink: inout FindingSink) {
        for object in plugin.objects {
            let servers = object.texts(.nameserver)
            for server in servers where server.address == nil { reportName(server, &sink) }
            guard servers.count > Self.most else { continue }
            sink.report(
                .tooManyNameservers, at: servers[Self.most].spot,
                "\"\(servers[0].key)\" has \(servers.count) name servers",
                label: "from here on none is asked",
                notes: ["A resolver takes the first three of resolv.conf and passes over the others."])
        }
    }

    private func reportName(_ server: AddressText, _ sink: inout FindingSink) {
        let isPort = server.text.split(separator: ":").count == 2
        sink.report(
            .nameserverNoAddress, at: server.spot,
            "\"\(server.key)\" has \"\(server.text.cutForMessage)\", which is no IP address",
            label: isPort ? "the address alone, without a port" : "an IP address is expected",
            notes: ["Plugins hand it on as it is; a resolver then passes over the line."])
    }
}
