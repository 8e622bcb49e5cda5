import PluginCatalogue
import TartanCore
import Testing

/// The plugin's executable doesn't carry the catalogue: the few rows that it has are the catalogue's.
@Suite struct KnownPluginTests {
    /// A place as the catalogue writes it.
    private static func place(_ need: DaemonNeed) -> ReadinessCheck.Probe {
        switch need.place {
        case .file(let path), .subnetFile(let path): .file(path)
        case .socket(let path): .socket(path)
        case .port(let address, let port): .http("http://\(address):\(port)/status")
        }
    }

    /// The key by which attachments of one pod can be told apart, where the plugin doesn't do so.
    private static func isolate(_ entry: PluginEntry) -> String? {
        entry.state?.key == .id ? entry.state?.isolate : nil
    }

    @Test("what must be there before an ADD, and which failures pass by themselves, is said alike")
    func rows() {
        let catalogue = PluginCatalogue.standard
        for entry in catalogue.types.compactMap(catalogue.entry) {
            let known = KnownPlugin.of(entry.type)
            let looked = entry.readiness.filter { check in
                switch check.probe {
                case .file, .socket, .http: true
                case .exec, .link: false
                }
            }
            #expect(known?.needs.map(Self.place) ?? [] == looked.map(\.probe), "\(entry.type)")
            #expect(known?.needs.map(\.daemon) ?? [] == looked.map(\.daemon), "\(entry.type)")
            #expect(
                known?.needs.map { $0.key.joined(separator: "/") } ?? [] == looked.map { $0.key ?? "" }, "\(entry.type)"
            )
            #expect(known?.transientMessages ?? [] == entry.transientMessages, "\(entry.type)")
        }
        #expect(KnownPlugin.all.allSatisfy { catalogue.entry($0.type) != nil })
    }

    @Test("what a pod can have once only, where it stands and what tells its attachments apart is said alike")
    func rules() throws {
        let catalogue = PluginCatalogue.standard
        for known in KnownPlugin.all {
            let entry = try #require(catalogue.entry(known.type))
            #expect(known.oncePerPod?.reason == entry.singlePerPod, "\(known.type)")
            if known.isFirstOnly { #expect(entry.position == .first, "\(known.type)") }
            #expect(known.keptFile?.key == Self.isolate(entry), "\(known.type)")
        }
        for entry in catalogue.types.compactMap(catalogue.entry)
        where entry.singlePerPod != nil || Self.isolate(entry) != nil {
            #expect(KnownPlugin.of(entry.type) != nil, "\(entry.type)")
        }
    }
}
