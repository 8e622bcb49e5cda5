import CNI
import ExactJSON
import Foundation
import MultiNetwork
import Testing

/// The network status as consumers read it: one file a case, in `Golden/Status`, with what the attachment was and the entries
/// that come of it. These entries are what other programs parse: a change here is a change for all of them.
@Suite("Network status, case by case") struct StatusGoldenTests {
    private static var folder: String {
        let here = #filePath
        return here.prefix(upTo: here.lastIndex(of: "/") ?? here.endIndex) + "/Golden/Status"
    }

    private static let cases: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted()
    }()

    @Test("there is a file for every version of a result and every key of an entry")
    func complete() throws {
        let texts = try Self.cases.map { try String(contentsOfFile: "\(Self.folder)/\($0)", encoding: .utf8) }
        for version in ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"] {
            #expect(texts.contains { $0.contains(#""cniVersion": "\#(version)""#) }, "\(version)")
        }
        let entries = try texts.flatMap {
            try JSONParser.parse($0, limit: 1 << 20)["status"]?.array?.compactMap(\.object) ?? []
        }
        let keys = Set(entries.flatMap { $0.members.map(\.key) })
        #expect(
            keys == [
                "name", "interface", "ips", "mac", "mtu", "default", "dns", "gateway", "default-route", "device-info",
            ])
    }

    @Test("the entries are as the file has them, key by key and in order", arguments: cases)
    func golden(name: String) throws {
        let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
        let value = try JSONParser.parse(text, limit: 1 << 20)
        let result = try value["result"].flatMap { $0.isNull ? nil : try CNIResult($0, assuming: .unstated) }
        let entries = NetworkStatus.entries(
            networkName: try #require(value["network"]?.string), result: result,
            isDefault: value["isDefault"]?.boolean ?? false,
            attachmentInterface: try InterfaceName(value["interface"]?.string ?? "net1"),
            sandbox: "/run/netns/pod",
            defaultRoute: value["default-route"]?.array?.compactMap { $0.string.flatMap { IPAddress($0) } },
            deviceInfo: value["device-info"])
        #expect(
            JSONValue.array(entries.map { $0.encoded() }).indentedText
                == JSONValue.array(try #require(value["status"]?.array)).indentedText)
    }
}
