import AgentTestSupport
import ExactJSON
import Foundation
import KubernetesClient
import Synchronization
import TartanAgent
import Testing

@Suite("Whatever the wire to the API server does", .timeLimit(.minutes(1)))
struct WireFaultTests {
    private static let count = 200

    /// What the server ever said of each definition.
    private final class Said: Sendable {
        private let texts = Mutex<Set<String>>([])
        func add(_ name: String, _ config: String) { texts.withLock { _ = $0.insert(name + " " + config) } }
        func has(_ name: String, _ config: String) -> Bool { texts.withLock { $0.contains(name + " " + config) } }
    }

    private static func config(_ mark: Int) -> String {
        #"{"cniVersion":"1.0.0","type":"macvlan","master":"eth\#(mark)"}"#
    }

    private static func put(_ bed: AgentBed, _ number: Int, _ mark: Int, _ said: Said) async {
        said.add("lan-\(number)", config(mark))
        await bed.server.put("network-attachment-definitions", network("shop", "lan-\(number)", config: config(mark)))
    }

    /// Name and configuration of all that the store has.
    private static func stored(_ bed: AgentBed) -> [String: String] {
        let folder = bed.store + "/networks/shop"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                // One that was removed meanwhile.
                guard FileManager.default.fileExists(atPath: folder + "/" + name) else { return nil }
                return (name, bed.stored("networks/shop/" + name)?["spec"]?["config"]?.string ?? "unreadable")
            })
    }

    private static func served(_ bed: AgentBed) async -> [String: String] {
        await bed.server.all("network-attachment-definitions").reduce(into: [:]) {
            $0[$1.key.name] = $1.value["spec"]?["config"]?.string ?? ""
        }
    }

    @Test(
        "the store becomes the server's again when it is over, and never holds what the server didn't say",
        arguments: [
            FaultyProxy.Behaviour.refuse, .stall, .delay(.milliseconds(300)), .cut(after: 0), .cut(after: 300),
            .cut(after: 20_000), .twice,
        ])
    func converges(_ behaviour: FaultyProxy.Behaviour) async throws {
        let bed = AgentBed()
        let said = Said()
        for number in 0..<Self.count { await Self.put(bed, number, 0, said) }
        try await bed.server.serving { server in
            try await FaultyProxy.serving(before: server) { proxy, wire in
                try await bed.running(port: wire) { health in
                    #expect(await eventually { await Self.stored(bed) == Self.served(bed) })
                    proxy.set(behaviour)
                    for turn in 1...20 {
                        for number in 0..<5 { await Self.put(bed, (turn * 13 + number) % Self.count, turn, said) }
                        await bed.server.delete("network-attachment-definitions", "shop", "lan-\(turn * 3)")
                        for (name, config) in Self.stored(bed) {
                            #expect(said.has(name, config), "\(name): \(config)")
                        }
                        try await Task.sleep(for: .milliseconds(25))
                    }
                    proxy.set(.pass)
                    #expect(await eventually { await Self.stored(bed) == Self.served(bed) })
                    #expect(await eventually { await bed.isReady(health) })
                }
            }
        }
    }

    @Test("an API server that is a second away is followed all the same")
    func far() async throws {
        let bed = AgentBed()
        try await bed.server.serving { server in
            try await FaultyProxy.serving(before: server) { proxy, wire in
                proxy.set(.delay(.seconds(1)))
                try await bed.running(port: wire) { health in
                    #expect(await eventually { await bed.isReady(health) })
                    await bed.server.put("network-attachment-definitions", network("shop", "lan"))
                    #expect(await eventually { bed.stored("networks/shop/lan") != nil })
                }
            }
        }
    }
}
