import CNI
import ExactJSON
import MultiNetwork
import TestKit
import Testing

/// Valid texts, changed by chance: nothing crashes or hangs, and every refusal is a typed error with a place in the text.
@Suite("Mutated annotations and definitions") struct MutationTests {
    private static let annotations = [
        "storage, infra/legacy-lan@lan0,storage@stor0",
        #"""
        [{ "name": "storage", "ips": ["10.30.0.9/24", "fd00:30::9/64"], "mac": "0a:58:0a:1e:00:09", "interface": "stor0" },
         { "name": "uplink", "namespace": "infra", "default-route": ["10.40.0.1"], "cni-args": null,
           "bandwidth": { "ingressRate": 50000000, "ingressBurst": 400000 }, "deviceID": "0000:3b:02.4",
           "portMappings": [ { "hostPort": 30443, "containerPort": 443, "protocol": "TCP", "hostIP": "192.0.2.1" } ] },
         { "name": "ib", "infiniband-guid": "c2:11:22:33:44:55:66:77", "ipam-claim-reference": "a.b",
           "interfaceRequest": "ib0", "org.example.x": [[{}]] }]
        """#,
    ]

    private static let definition = #"""
        {"apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition","metadata":{"namespace":"infra",
         "name":"storage","annotations":{"k8s.v1.cni.cncf.io/resourceName":"vendor.example/pool"}},
         "spec":{"config":"{\"type\":\"bridge\",\"ipam\":{}}"}}
        """#

    private static let pieces = [
        ",", ",,", "/", "@", "[", "]", "{", "}", "\"", ":", "null", "[]", "{}", "0", "-1", "1e9", "65536", "\\u0000",
        "\\ud800",
        "\n", "\u{FEFF}", "\u{301}", "\u{202E}", "é", "..", " ", "\"name\":\"x\",", "\"interface\":\"stor0\",",
        "\"default-route\":[],", "\u{1}", "9999999999999999999999",
    ]

    /// One to five changes; what is no UTF-8 afterwards is repaired, as a Swift string can't be anything else.
    private static func mutate(_ text: String, with generator: inout SeededGenerator) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where place < bytes.count: bytes.remove(at: place)
            case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &generator)))
            case 3:
                let end = min(bytes.count, place + Int.random(in: 1...60, using: &generator))
                bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            default: bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? ",").utf8, at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("annotations", arguments: 0..<40)
    func annotations(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for round in 0..<250 {
            let text = Self.mutate(Self.annotations[round % 2], with: &generator)
            do throws(SelectionError) {
                let selections = try NetworkSelection.parse(text, podNamespace: "shop")
                #expect(selections.map { $0.element } == Array(1..<(selections.count + 1)), "seed \(seed): \(text)")
            } catch {
                refused += 1
                check(error, in: text, seed: seed)
            }
        }
        #expect(refused > 20 && refused < 250, "\(refused) refused")
    }

    private func check(_ error: SelectionError, in text: String, seed: UInt64) {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        let position = error.position
        guard (1...lines.count).contains(position.line) else {
            Issue.record("seed \(seed), \(position) is outside of: \(text)")
            return
        }
        // The newline itself is a place, and so is the end of an empty text.
        #expect(
            (1...lines[position.line - 1].count + 1).contains(position.column), "seed \(seed), \(position): \(text)")
        #expect(error.description.hasSuffix("(\(position))"))
        #expect(error.description.utf8.count < 1500)
        #expect(error.description == error.description.escapingControlCharacters, "seed \(seed): \(text)")
        #expect(!error.allowed.isEmpty)
    }

    @Test("definitions", arguments: 0..<20)
    func definitions(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<250 {
            let text = Self.mutate(Self.definition, with: &generator)
            do throws(DefinitionError) {
                let definition = try NetworkAttachmentDefinition(json: Array(text.utf8))
                // What is taken can be a path.
                #expect(!definition.reference.description.contains(".."), "seed \(seed): \(text)")
            } catch {
                refused += 1
                #expect(!error.description.isEmpty)
                #expect(error.offset.map { (0...text.utf8.count).contains($0) } ?? true, "seed \(seed): \(text)")
            }
        }
        #expect(refused > 100 && refused < 250, "\(refused) refused")
    }

    @Test("texts made to be slow are refused at once")
    func hostile() {
        let size = Limits.annotation
        let texts = [
            String(repeating: ",", count: size), String(repeating: "a,", count: size / 2),
            String(repeating: "/", count: size), String(repeating: "@", count: size),
            String(repeating: "[", count: size),
            "[" + String(repeating: "{},", count: size / 3 - 1) + "1]",
            "[\"" + String(repeating: "\\u0041", count: size / 7) + "\"]",
            "[{\"name\":\"" + String(repeating: "/", count: size - 20) + "\"}]",
            "[{" + (0..<20_000).map { "\"\($0)\":0," }.joined() + "\"name\":5}]",
        ]
        let clock = ContinuousClock()
        let taken = clock.measure {
            for text in texts {
                #expect(throws: SelectionError.self) { try NetworkSelection.parse(text, podNamespace: "shop") }
            }
        }
        #expect(taken < .seconds(20))
    }
}
