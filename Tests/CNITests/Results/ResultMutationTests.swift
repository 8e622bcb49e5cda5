import CNI
import ExactJSON
import TestKit
import Testing

/// Valid texts, changed by chance: nothing crashes, every refusal is typed, and what is taken means the same when it is read again.
@Suite("Mutated results and configurations") struct ResultMutationTests {
    private static let results = [
        #"{"cniVersion":"0.2.0","ip4":{"ip":"10.9.0.7/24","gateway":"10.9.0.1","routes":[{"dst":"0.0.0.0/0","gw":"10.9.0.1"}]},"ip6":{"ip":"fd00:9::7/64"},"dns":{"nameservers":["10.9.0.1"]}}"#,
        #"{"cniVersion":"0.4.0","interfaces":[{"name":"vethb7"},{"name":"eth0","mac":"0a:58:0a:09:00:07","sandbox":"/run/netns/p"}],"ips":[{"version":"4","address":"10.9.0.7/24","gateway":"10.9.0.1","interface":1}],"routes":[{"dst":"0.0.0.0/0"}],"dns":{}}"#,
        #"{"cniVersion":"1.1.0","interfaces":[{"name":"net1","mtu":9000,"sandbox":"/run/netns/p","pciID":"0000:3b:02.4"}],"ips":[{"address":"10.9.0.7/24","interface":0}],"routes":[{"dst":"172.20.0.0/16","gw":"10.9.0.1","mtu":1400,"table":100,"scope":0}],"x":{"y":[1.0]}}"#,
    ]
    private static let configuration =
        #"{"cniVersion":"1.0.0","cniVersions":["0.4.0","1.1.0"],"name":"n","disableCheck":"true","disableGC":false,"plugins":[{"type":"bridge","capabilities":{"ips":true},"ipam":{"type":"static"}},{"type":"tuning"}]}"#
    /// Put in place of a value now and then: a change of the type reaches deeper than a broken bracket.
    private static let values = [
        "null", "7", "-1", "1.5", "\"\"", "\"x\"", "[]", "{}", "true", "[null]", "\"0.2.0\"", "\"ips\"",
    ]

    private static func mutate(_ text: String, _ generator: inout SeededGenerator) -> [UInt8] {
        if Int.random(in: 0..<4, using: &generator) == 0 { return generator.mutated(Array(text.utf8)) }
        guard let value = try? JSONParser.parse(text, limit: 1 << 20) else { return [] }
        return change(value, &generator).bytes
    }

    /// Changes one value somewhere below.
    private static func change(_ value: JSONValue, _ generator: inout SeededGenerator) -> JSONValue {
        let replacement = (try? JSONParser.parse(values.randomElement(using: &generator) ?? "7", limit: 100)) ?? .null
        if Int.random(in: 0..<5, using: &generator) == 0 { return replacement }
        if var list = value.array, let index = list.indices.randomElement(using: &generator) {
            list[index] = change(list[index], &generator)
            if Int.random(in: 0..<8, using: &generator) == 0 { list += list }
            return .array(list)
        }
        if let object = value.object, let index = object.members.indices.randomElement(using: &generator) {
            var members = object.members
            members[index].value = change(members[index].value, &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: members.append(JSONObject.Member(key: members[index].key, value: replacement))
            case 1: members.remove(at: index)
            case 2:
                let keys = [
                    "ip", "ips", "ip4", "routes", "interfaces", "version", "mtu", "gw", "type", "plugins", "cniVersion",
                ]
                members.append(
                    JSONObject.Member(key: keys.randomElement(using: &generator) ?? "ip", value: replacement))
            default: break
            }
            return .object(JSONObject(members))
        }
        return replacement
    }

    @Test("results", arguments: 0..<30)
    func results(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var (refused, taken) = (0, 0)
        for round in 0..<200 {
            let bytes = Self.mutate(Self.results[round % 3], &generator)
            guard let value = try? JSONParser.parse(bytes, limit: 1 << 20) else { continue }
            let assumed = CNIVersion.supported.randomElement(using: &generator) ?? .newest
            do throws(ResultError) {
                let result = try CNIResult(value, assuming: assumed)
                taken += 1
                for target in CNIVersion.supported { Self.checkStable(result, target, "seed \(seed): \(value.text)") }
            } catch {
                refused += 1
                #expect(error.description == error.description.escapingControlCharacters, "seed \(seed): \(value.text)")
                #expect(error.description.utf8.count < 600)
            }
        }
        #expect(refused > 20 && taken > 20, "\(refused) refused, \(taken) taken")
    }

    /// What was written once is read as the same, and written as the same again.
    private static func checkStable(_ result: CNIResult, _ target: CNIVersion, _ comment: String) {
        let written = result.encoded(as: target)
        #expect(written.object?.duplicate?.key == nil, "\(comment) as \(target): \(written.text)")
        do throws(ResultError) {
            let again = try CNIResult(written, assuming: .newest)
            #expect(again.statedVersion == target)
            #expect(again.encoded(as: target) == written, "\(comment) as \(target)")
            if target == .newest {
                var same = again
                same.statedVersion = result.statedVersion
                same.additional = result.additional
                #expect(
                    same.ips == result.ips && same.interfaces == Self.withoutZeroes(result.interfaces), "\(comment)")
                #expect(same.routes == result.routes && same.dns == result.dns, "\(comment)")
            }
        } catch {
            Issue.record("\(comment) as \(target): \(error)")
        }
    }

    /// An MTU of 0 says nothing and is not written.
    private static func withoutZeroes(_ interfaces: [CNIResult.Interface]) -> [CNIResult.Interface] {
        interfaces.map {
            var interface = $0
            if interface.mtu == 0 { interface.mtu = nil }
            return interface
        }
    }

    @Test("configurations", arguments: 0..<20)
    func configurations(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var (refused, taken) = (0, 0)
        for _ in 0..<200 {
            let bytes = Self.mutate(Self.configuration, &generator)
            do throws(ConfigurationError) {
                let configuration = try NetworkConfiguration(text: bytes, limit: 1 << 20)
                taken += 1
                let comment = "seed \(seed): \(String(decoding: bytes, as: UTF8.self))"
                #expect(configuration.version.isSupported, "\(comment)")
                #expect(configuration.plugins.allSatisfy { !$0.type.contains("/") && !$0.type.isEmpty }, "\(comment)")
            } catch {
                refused += 1
                #expect(error.description == error.description.escapingControlCharacters, "seed \(seed): \(error)")
            }
        }
        #expect(refused > 20 && taken > 20, "\(refused) refused, \(taken) taken")
    }
}
