import CNI
import ExactJSON
import Testing

@testable import TartanCore

@Suite("The one answer of several attachments") struct MergedResultTests {
    /// - Parameter own: the attachment's own interface in the result.
    private static func completed(_ text: String, own: Int?) throws -> CompletedResult {
        CompletedResult(
            result: try CNIResult(JSONParser.parse(text, limit: 1 << 20), assuming: .newest), ownInterface: own)
    }

    private static func merge(_ results: [CompletedResult]) -> String {
        MergedResult.merge(results).encoded(as: .newest).text
    }

    private static let cluster =
        #"{"interfaces":[{"name":"cni0"},{"name":"vetha"},{"name":"eth0","sandbox":"/ns"}],"#
        + #""ips":[{"interface":2,"address":"10.1.0.2/24"}],"routes":[{"dst":"0.0.0.0/0","gw":"10.1.0.1"}],"#
        + #""dns":{"nameservers":["10.1.0.1"]},"x":1.0}"#
    private static let second =
        #"{"interfaces":[{"name":"net1","sandbox":"/ns"},{"name":"vethb"},{"name":"cni0"}],"#
        + #""ips":[{"address":"10.2.0.2/24","interface":0,"gateway":"10.2.0.1"}],"#
        + #""routes":[{"dst":"0.0.0.0/0","gw":"10.1.0.1"},{"dst":"0.0.0.0/0","gw":"10.2.0.1"},"#
        + #"{"dst":"0.0.0.0/0","gw":"10.1.0.1","priority":5}],"dns":{"nameservers":["10.2.0.1"]},"y":2}"#

    @Test("one attachment is answered as it is")
    func single() throws {
        #expect(
            Self.merge([try Self.completed(Self.cluster, own: 2)]) == #"{"cniVersion":"1.1.0","#
                + Self.cluster.dropFirst())
    }

    @Test(
        "interfaces in order with indices moved, shared host interfaces once, routes once, dns of the cluster network")
    func two() throws {
        let merged = Self.merge([try Self.completed(Self.cluster, own: 2), try Self.completed(Self.second, own: 0)])
        #expect(
            merged
                == #"{"cniVersion":"1.1.0","interfaces":[{"name":"cni0"},{"name":"vetha"},{"name":"eth0","sandbox":"/ns"},"#
                + #"{"name":"net1","sandbox":"/ns"},{"name":"vethb"}],"#
                + #""ips":[{"interface":2,"address":"10.1.0.2/24"},{"interface":3,"address":"10.2.0.2/24","gateway":"10.2.0.1"}],"#
                + #""routes":[{"dst":"0.0.0.0/0","gw":"10.1.0.1"},{"dst":"0.0.0.0/0","gw":"10.2.0.1"},"#
                + #"{"dst":"0.0.0.0/0","gw":"10.1.0.1","priority":5}],"dns":{"nameservers":["10.1.0.1"]},"x":1.0}"#)
    }

    @Test("a host interface that is called as one of the pod's is left out, with what is booked on it")
    func hostNamesake() throws {
        let text =
            #"{"interfaces":[{"name":"eth0"},{"name":"net1","sandbox":"/ns"}],"#
            + #""ips":[{"address":"192.0.2.1/24","interface":0},{"address":"10.2.0.2/24","interface":1}]}"#
        let merged = MergedResult.merge([try Self.completed(Self.cluster, own: 2), try Self.completed(text, own: 1)])
        #expect(merged.interfaces.map(\.name) == ["cni0", "vetha", "eth0", "net1"])
        #expect(merged.ips.map(\.network.description) == ["10.1.0.2/24", "10.2.0.2/24"])
        #expect(merged.ips.map(\.interface) == [2, 3])
    }

    @Test("a note that a plugin left for its own DEL is left out, with what is booked on it")
    func note() throws {
        let text =
            #"{"interfaces":[{"name":"dummy0123456789a","sandbox":"0"},{"name":"dummy0123456789b"},"#
            + #"{"name":"net1","sandbox":"/ns"}],"#
            + #""ips":[{"address":"192.0.2.1/24","interface":0},{"address":"10.2.0.2/24","interface":2}]}"#
        let merged = MergedResult.merge([try Self.completed(Self.cluster, own: 2), try Self.completed(text, own: 2)])
        #expect(merged.interfaces.map(\.name) == ["cni0", "vetha", "eth0", "net1"])
        #expect(merged.ips.map(\.network.description) == ["10.1.0.2/24", "10.2.0.2/24"])
    }

    @Test("a host interface named like one of a later attachment's is left out too")
    func laterNamesake() throws {
        let first = #"{"interfaces":[{"name":"net1"},{"name":"eth0","sandbox":"/ns"}]}"#
        let later = #"{"interfaces":[{"name":"net1","sandbox":"/ns"}]}"#
        let merged = MergedResult.merge([try Self.completed(first, own: 1), try Self.completed(later, own: 0)])
        #expect(merged.interfaces.map(\.name) == ["eth0", "net1"])
        #expect(merged.interfaces.allSatisfy { $0.sandbox == "/ns" })
    }

    @Test("an address on a shared host interface keeps its place there")
    func sharedHost() throws {
        let text =
            #"{"interfaces":[{"name":"cni0"},{"name":"net1","sandbox":"/ns"}],"ips":[{"address":"10.3.0.1/24","interface":0}]}"#
        let merged = MergedResult.merge([try Self.completed(Self.cluster, own: 2), try Self.completed(text, own: 1)])
        #expect(merged.ips.map(\.interface) == [2, 0])
    }

    @Test(
        "an attachment without interface adds no address: it would be booked on eth0",
        arguments: ["", #","interface":9"#, #","interface":-1"#])
    func withoutInterface(index: String) throws {
        let text = #"{"ips":[{"address":"10.3.0.2/24"\#(index)}],"routes":[{"dst":"10.4.0.0/16"}]}"#
        let merged = MergedResult.merge([try Self.completed(Self.cluster, own: 2), try Self.completed(text, own: nil)])
        #expect(merged.ips.map(\.network.description) == ["10.1.0.2/24"])
        #expect(merged.routes.map(\.destination.description) == ["0.0.0.0/0", "10.4.0.0/16"])
    }

    @Test("nothing attached is nothing in the answer")
    func nothing() {
        #expect(MergedResult.merge([]) == CNIResult())
    }

    @Test("a recorded result finds its own interface: the one of that name in the sandbox, else the first there")
    func recorded() throws {
        let result = try Self.completed(
            #"{"interfaces":[{"name":"net1"},{"name":"a","sandbox":"/ns"},{"name":"net1","sandbox":"/ns"}]}"#, own: nil
        ).result
        #expect(CompletedResult(recorded: result, interface: "net1").ownInterface == 2)
        #expect(CompletedResult(recorded: result, interface: "net9").ownInterface == 1)
        #expect(CompletedResult(recorded: result, interface: "net9").interfaceName == "a")
        #expect(CompletedResult(recorded: CNIResult(), interface: "net1").ownInterface == nil)
        #expect(CompletedResult(recorded: CNIResult(), interface: "net1").interfaceName == nil)
    }
}
