import CNI
import ExactJSON
import Testing

/// Every pair of versions: what is kept, and what the target can't express.
@Suite("Results converted between versions") struct ResultConversionTests {
    // What follows `"cniVersion":"…",`, with everything that the shape can hold and members that none knows.
    private static let dns = #""dns":{"nameservers":["10.9.0.1"],"search":["blue.example"]},"org.example":1.50}"#
    private static let legacy =
        #""ip4":{"ip":"10.9.0.7/24","gateway":"10.9.0.1","routes":[{"dst":"0.0.0.0/0","gw":"10.9.0.1"}]},"#
        + #""ip6":{"ip":"fd00:9::7/64","routes":[{"dst":"fd00::/16"}]},"# + dns
    private static let host = #""interfaces":[{"name":"vethb7"},"#
    private static let link = host + #"{"name":"eth0","mac":"0a:58:0a:09:00:07","sandbox":"/run/netns/p","org.i":[]}],"#
    private static let routes = #""routes":[{"dst":"0.0.0.0/0","gw":"10.9.0.1","org.r":true},{"dst":"fd00::/16"}],"#
    /// 0.3.0, 0.3.1 and 0.4.0.
    private static let middle =
        link + #""ips":[{"version":"4","interface":1,"address":"10.9.0.7/24","gateway":"10.9.0.1","org.a":{}},"#
        + #"{"version":"6","interface":1,"address":"fd00:9::7/64"},"#
        + #"{"version":"4","interface":-1,"address":"10.9.9.9/24"}],"# + routes + dns
    private static let addresses =
        #""ips":[{"interface":1,"address":"10.9.0.7/24","gateway":"10.9.0.1","org.a":{}},"#
        + #"{"interface":1,"address":"fd00:9::7/64"},{"interface":-1,"address":"10.9.9.9/24"}],"#
    /// 1.0.0.
    private static let one = link + addresses + routes + dns
    /// 1.1.0.
    private static let full =
        host + #"{"name":"eth0","mac":"0a:58:0a:09:00:07","mtu":9000,"socketPath":"/run/b","pciID":"0000:3b:02.4","#
        + #""sandbox":"/run/netns/p","org.i":[]}],"# + addresses
        + #""routes":[{"dst":"0.0.0.0/0","gw":"10.9.0.1","mtu":1400,"table":0,"org.r":true},{"dst":"fd00::/16"}],"#
        + dns

    // What is left where the two shapes differ so much that something is lost.
    /// From lists: interfaces and the second IPv4 address are lost.
    private static let reduced =
        #""ip4":{"ip":"10.9.0.7/24","gateway":"10.9.0.1","routes":[{"dst":"0.0.0.0/0","gw":"10.9.0.1","org.r":true}]},"#
        + #""ip6":{"ip":"fd00:9::7/64","routes":[{"dst":"fd00::/16"}]},"# + dns
    private static let plainRoutes = #""routes":[{"dst":"0.0.0.0/0","gw":"10.9.0.1"},{"dst":"fd00::/16"}],"#
    private static let middleOfLegacy =
        #""ips":[{"version":"4","address":"10.9.0.7/24","gateway":"10.9.0.1"},{"version":"6","address":"fd00:9::7/64"}],"#
        + plainRoutes + dns
    private static let oneOfLegacy =
        #""ips":[{"address":"10.9.0.7/24","gateway":"10.9.0.1"},{"address":"fd00:9::7/64"}],"# + plainRoutes + dns

    private static let shapes: [(versions: [String], text: String)] = [
        (["0.1.0", "0.2.0"], legacy), (["0.3.0", "0.3.1", "0.4.0"], middle), (["1.0.0"], one), (["1.1.0"], full),
    ]
    /// A row for each shape that is read, a column for each that is written.
    private static let expected: [[String]] = [
        [legacy, middleOfLegacy, oneOfLegacy, oneOfLegacy],
        [reduced, middle, one, one],
        [reduced, middle, one, one],
        [reduced, middle, one, full],
    ]

    @Test("all pairs", arguments: CNIVersion.supported, CNIVersion.supported)
    func converted(from: CNIVersion, target: CNIVersion) throws {
        let row = try #require(Self.shapes.firstIndex { $0.versions.contains(from.description) })
        let column = try #require(Self.shapes.firstIndex { $0.versions.contains(target.description) })
        let text = "{\"cniVersion\":\"\(from)\"," + Self.shapes[row].text
        let result = try CNIResult(JSONParser.parse(text, limit: 1 << 20), assuming: target)
        #expect(result.statedVersion == from)
        #expect(result.encoded(as: target).text == "{\"cniVersion\":\"\(target)\"," + Self.expected[row][column])
    }

    @Test("nothing to say: 0.x has an empty dns, 1.x has none", arguments: CNIVersion.supported)
    func empty(version: CNIVersion) {
        let dns = version < CNIVersion(1, 0, 0) ? ",\"dns\":{}" : ""
        #expect(CNIResult().encoded(as: version).text == "{\"cniVersion\":\"\(version)\"\(dns)}")
    }

    @Test("routes of a family without an address are lost in 0.2.0, those of the other are not")
    func routesWithoutAddress() throws {
        let text = #"{"ips":[{"address":"fd00:9::7/64"}],"routes":[{"dst":"0.0.0.0/0"},{"dst":"::/0"}]}"#
        let result = try CNIResult(JSONParser.parse(text, limit: 1 << 20), assuming: .newest)
        #expect(
            result.encoded(as: .unstated).text
                == #"{"cniVersion":"0.2.0","ip6":{"ip":"fd00:9::7/64","routes":[{"dst":"::/0"}]},"dns":{}}"#)
    }

    @Test(
        "a member that is unknown in the answer's version does not stand beside its namesake of the target's",
        arguments: [
            (
                #"{"cniVersion":"0.2.0","ip4":{"ip":"10.9.0.7/24","routes":[{"dst":"0.0.0.0/0"}]},"routes":[],"ips":7,"interfaces":7}"#,
                "1.1.0",
                #"{"cniVersion":"1.1.0","ips":[{"address":"10.9.0.7/24"}],"routes":[{"dst":"0.0.0.0/0"}]}"#
            ),
            (
                #"{"cniVersion":"1.0.0","ips":[{"address":"10.9.0.7/24"}],"ip4":7,"ip6":{"ip":"::1/64"}}"#, "0.2.0",
                #"{"cniVersion":"0.2.0","ip4":{"ip":"10.9.0.7/24"},"dns":{}}"#
            ),
        ])
    func namesakes(text: String, target: String, expected: String) throws {
        let result = try CNIResult(JSONParser.parse(text, limit: 1 << 20), assuming: .newest)
        #expect(result.encoded(as: try #require(CNIVersion(target))).text == expected)
    }
}
