import CNI
import ExactJSON
import MultiNetwork
import Testing

@Suite("Network status") struct NetworkStatusTests {
    private let sandbox = "/run/netns/pod"

    private func result(_ json: String, version: CNIVersion = .newest) throws -> CNIResult {
        try CNIResult(try JSONParser.parse(json, limit: 10_000), assuming: version)
    }

    private func entries(
        _ result: CNIResult?, name: String = "infra/storage", isDefault: Bool = false, interface: String = "net1",
        defaultRoute: [IPAddress]? = nil, deviceInfo: JSONValue? = nil
    ) throws -> [String] {
        NetworkStatus.entries(
            networkName: name, result: result, isDefault: isDefault, attachmentInterface: try InterfaceName(interface),
            sandbox: sandbox, defaultRoute: defaultRoute, deviceInfo: deviceInfo
        ).map { $0.encoded().text }
    }

    @Test("one interface: everything in the order that consumers know, addresses bare, the default always said")
    func oneInterface() throws {
        let result = try result(
            #"""
            {"interfaces":[{"name":"br0"},{"name":"veth1"},
                {"name":"net1","mac":"0a:58:0a:1e:00:09","mtu":1450,"sandbox":"/run/netns/pod"}],
             "ips":[{"address":"10.30.0.9/24","gateway":"10.30.0.1","interface":2},{"address":"fd00:30::9/64","interface":2}],
             "routes":[{"dst":"0.0.0.0/0","gw":"10.30.0.1"},{"dst":"10.0.0.0/8","gw":"10.30.0.2"},{"dst":"::/0","gw":"fd00::1"}],
             "dns":{"nameservers":["10.30.0.2"],"search":["stor.example"]}}
            """#)
        let gateway = try #require(IPAddress("10.30.0.1"))
        let info: JSONValue = ["type": "pci", "version": "1.1.0", "pci": ["pci-address": "0000:3b:02.4"]]
        #expect(
            try entries(result, defaultRoute: [gateway], deviceInfo: info) == [
                #"{"name":"infra/storage","interface":"net1","ips":["10.30.0.9","fd00:30::9"],"mac":"0a:58:0a:1e:00:09","#
                    + #""mtu":1450,"default":false,"dns":{"nameservers":["10.30.0.2"],"search":["stor.example"]},"#
                    + #""gateway":["10.30.0.1","fd00::1"],"default-route":["10.30.0.1"],"#
                    + #""device-info":{"type":"pci","version":"1.1.0","pci":{"pci-address":"0000:3b:02.4"}}}"#
            ])
    }

    @Test("an attachment without result or interface has a minimal entry", arguments: ["null", "{}"])
    func minimal(json: String) throws {
        let minimal = [#"{"name":"infra/storage","default":false,"dns":{}}"#]
        #expect(try entries(nil) == minimal)
        #expect(try entries(try result(json)) == minimal)
    }

    @Test("an interface on the host alone is not the pod's, and its addresses neither")
    func hostOnly() throws {
        let result = try result(
            #"""
            {"interfaces":[{"name":"br0","mac":"0a:58:0a:1e:00:09"},{"name":"x","sandbox":"/run/netns/other"}],
             "ips":[{"address":"10.0.0.1/24","interface":0},{"address":"10.0.0.2/24"},{"address":"10.0.0.3/24","interface":-1}]}
            """#)
        #expect(
            try entries(result) == [
                #"{"name":"infra/storage","ips":["10.0.0.2","10.0.0.3"],"default":false,"dns":{}}"#
            ])
    }

    @Test("below 0.3.0 both addresses are the attachment's")
    func legacy() throws {
        let result = try result(
            #"{"ip4":{"ip":"10.0.0.2/24","gateway":"10.0.0.1","routes":[{"dst":"0.0.0.0/0","gw":"10.0.0.1"}]},"#
                + #""ip6":{"ip":"fd00::2/64"}}"#, version: CNIVersion(0, 2, 0))
        #expect(
            try entries(result) == [
                #"{"name":"infra/storage","ips":["10.0.0.2","fd00::2"],"default":false,"dns":{},"gateway":["10.0.0.1"]}"#
            ])
    }

    @Test(
        "several interfaces in the sandbox: one entry each, addresses by index, those without to the attachment's own")
    func several() throws {
        let result = try result(
            #"""
            {"interfaces":[{"name":"veth1"},{"name":"aux0","sandbox":"/run/netns/pod"},
                {"name":"net1","mac":"0a:00:00:00:00:01","sandbox":"/run/netns/pod"}],
             "ips":[{"address":"10.0.0.1/24","interface":0},{"address":"10.0.0.2/24","interface":1},
                {"address":"10.0.0.3/24","interface":2},{"address":"10.0.0.4/24"},{"address":"10.0.0.5/24","interface":-1},
                {"address":"10.0.0.6/24","interface":7}],
             "dns":{"domain":"x.example"}}
            """#)
        #expect(
            try entries(result, defaultRoute: [try #require(IPAddress("10.0.0.254"))]) == [
                #"{"name":"infra/storage","interface":"aux0","ips":["10.0.0.2"],"default":false,"#
                    + #""dns":{"domain":"x.example"}}"#,
                #"{"name":"infra/storage","interface":"net1","ips":["10.0.0.3","10.0.0.4","10.0.0.5","10.0.0.6"],"#
                    + #""mac":"0a:00:00:00:00:01","default":false,"dns":{"domain":"x.example"},"#
                    + #""default-route":["10.0.0.254"]}"#,
            ])
    }

    @Test("addresses without an index go to the first interface where none has the attachment's name")
    func otherName() throws {
        let result = try result(
            #"{"interfaces":[{"name":"a0","sandbox":"/run/netns/pod"},{"name":"b0","sandbox":"/run/netns/pod"}],"#
                + #""ips":[{"address":"10.0.0.4/24"}]}"#)
        #expect(
            try entries(result) == [
                #"{"name":"infra/storage","interface":"a0","ips":["10.0.0.4"],"default":false,"dns":{}}"#,
                #"{"name":"infra/storage","interface":"b0","default":false,"dns":{}}"#,
            ])
    }

    /// Which of the default network's interfaces is the default.
    private func defaults(_ ips: String) throws -> [String] {
        let result = try result(
            #"{"interfaces":[{"name":"h"},{"name":"a0","sandbox":"/run/netns/pod"},{"name":"eth0","sandbox":"/run/netns/pod"},"#
                + #"{"name":"b0","sandbox":"/run/netns/pod"}],"ips":[\#(ips)]}"#)
        return NetworkStatus.entries(
            networkName: "cluster", result: result, isDefault: true, attachmentInterface: try InterfaceName("eth0"),
            sandbox: sandbox
        ).filter { $0.isDefault }.map { $0.interface ?? "" }
    }

    @Test("of the default network exactly one entry is the default: with a gateway, else its own interface")
    func exactlyOneDefault() throws {
        #expect(try defaults("") == ["eth0"])
        #expect(try defaults(#"{"address":"10.0.0.2/24","interface":1}"#) == ["eth0"])
        #expect(try defaults(#"{"address":"10.0.0.2/24","gateway":"10.0.0.1","interface":0}"#) == ["eth0"])
        #expect(try defaults(#"{"address":"10.0.0.2/24","gateway":"10.0.0.1"}"#) == ["eth0"])
        #expect(
            try defaults(
                #"{"address":"10.0.0.2/24","interface":1},{"address":"10.0.0.3/24","gateway":"10.0.0.1","interface":3},"#
                    + #"{"address":"10.0.0.4/24","gateway":"10.0.0.1","interface":2}"#) == ["b0"])
        #expect(try entries(nil, name: "cluster", isDefault: true) == [#"{"name":"cluster","default":true,"dns":{}}"#])
    }

    @Test("a default route without a next hop shows no gateway, and a gateway is shown once")
    func gateways() throws {
        let result = try result(
            #"{"routes":[{"dst":"0.0.0.0/0"},{"dst":"0.0.0.0/0","gw":"10.0.0.1"},{"dst":"0.0.0.0/0","gw":"10.0.0.1"}]}"#
        )
        #expect(
            try entries(result) == [#"{"name":"infra/storage","default":false,"dns":{},"gateway":["10.0.0.1"]}"#])
    }

    @Test("an empty default-route names the gateways that the network kept, of the main table alone")
    func keptDefaultRoute() throws {
        let result = try result(
            #"""
            {"interfaces":[{"name":"net1","sandbox":"/run/netns/pod"},{"name":"net1b","sandbox":"/run/netns/pod"}],
             "routes":[{"dst":"0.0.0.0/0","gw":"10.0.0.1"},{"dst":"::/0","gw":"fd00::1","table":254},
                {"dst":"0.0.0.0/0","gw":"10.0.0.9","table":100},{"dst":"10.0.0.0/8","gw":"10.0.0.2"}]}
            """#)
        #expect(
            try entries(result, defaultRoute: []) == [
                #"{"name":"infra/storage","interface":"net1","default":false,"dns":{},"#
                    + #""gateway":["10.0.0.1","fd00::1","10.0.0.9"],"default-route":["10.0.0.1","fd00::1"]}"#,
                #"{"name":"infra/storage","interface":"net1b","default":false,"dns":{},"#
                    + #""gateway":["10.0.0.1","fd00::1","10.0.0.9"]}"#,
            ])
    }

    @Test("a default-route that was asked for is there even if no gateway is known, and else not")
    func emptyDefaultRoute() throws {
        let asked = [#"{"name":"infra/storage","default":false,"dns":{},"default-route":[]}"#]
        #expect(try entries(nil, defaultRoute: []) == asked)
        #expect(try entries(nil, defaultRoute: nil) == [#"{"name":"infra/storage","default":false,"dns":{}}"#])
    }

    @Test("without a sandbox's path any sandbox is the pod's")
    func anySandbox() throws {
        let result = try result(#"{"interfaces":[{"name":"net1","mtu":0,"sandbox":"/proc/7/ns/net"}]}"#)
        let entries = NetworkStatus.entries(
            networkName: "n", result: result, isDefault: false, attachmentInterface: try InterfaceName("net1"))
        #expect(entries.map { $0.encoded().text } == [#"{"name":"n","interface":"net1","default":false,"dns":{}}"#])
    }

    @Test("a hardware address without its interface is not written")
    func macNeedsInterface() {
        var status = NetworkStatus(name: "n")
        status.mac = "0a:00:00:00:00:01"
        #expect(status.encoded()["mac"] == nil)
    }
}
