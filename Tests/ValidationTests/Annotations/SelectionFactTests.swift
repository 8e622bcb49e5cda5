import Findings
import MultiNetwork
import PluginCatalogue
import Testing

@testable import Validation

@Suite("What other checks get of annotations")
struct SelectionFactTests {
    private static func pod(_ text: String) throws -> PodFacts {
        var reader = InputReader(
            InputText("web.yaml", Array(text.utf8)),
            ValidationContext(settings: ValidationSettings(), catalogue: .standard))
        reader.read()
        let object = try #require(reader.objects.first)
        let facts = ObjectFacts(object, ValidationContext(settings: ValidationSettings(), catalogue: .standard))
        var sink = FindingSink()
        switch ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) {
        case .virtualMachine(let path): return facts.machine(template: path, &sink)
        case .workload(let path): return facts.pod(template: path, &sink)
        default: return facts.pod(template: [], &sink)
        }
    }

    private static func asking(_ value: String) -> String {
        "apiVersion: v1\nkind: Pod\nmetadata:\n  namespace: shop\n  annotations:\n    k8s.v1.cni.cncf.io/networks: \(value)\n"
    }

    @Test("elements beside a wrong one are there, with their own numbers")
    func partly() throws {
        let pod = try Self.pod(Self.asking("lan,Storage,infra/uplink@up0"))
        #expect(pod.selections.map(\.selection.reference.description) == ["shop/lan", "infra/uplink"])
        #expect(pod.selections.map(\.selection.element) == [1, 3])
        let json = try Self.pod(Self.asking(#"'[{"name": "lan"}, {"name": "b", "mac": 1}, {"name": "c"}]'"#))
        #expect(json.selections.map(\.selection.text) == ["lan", "c"])
        #expect(json.selections.map(\.selection.element) == [1, 3])
    }

    @Test("each part of an element has its place, in both forms")
    func places() throws {
        let comma = try #require(try Self.pod(Self.asking("infra/uplink@up0")).selections.first)
        #expect(comma.places.namespace?.place.column == 34)
        #expect(comma.places.name?.place.column == 40)
        #expect(comma.places.interface?.place.column == 47)
        #expect(comma.spot.place.column == 34 && comma.spot.place.endColumn == 50)
        let json = try #require(
            try Self.pod(Self.asking(#"'[{"name": "lan", "ips": ["10.0.0.1"]}]'"#)).selections.first)
        #expect(json.places.namespace == nil && json.places.interface == nil)
        #expect(json.places.name?.place.column == 45)
        #expect(json.spot(of: "ips").place.column == 59)
        #expect(json.spot(of: "mac").place.column == 45)
    }

    @Test("a machine's networks are those of its spec, its default the one of multus that says so")
    func machine() throws {
        let pod = try Self.pod(
            """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata: {name: db, namespace: shop}
            spec:
              template:
                spec:
                  networks:
                  - {name: a, multus: {networkName: infra/flat, default: true}}
                  - {name: b, multus: {networkName: lan}}
                  - {name: c, multus: {networkName: Lan}}
            """)
        #expect(pod.selections.map(\.selection.reference.description) == ["shop/lan"])
        #expect(pod.selections.first?.spot.place.line == 9)
        #expect(pod.defaultNetwork?.selection.reference.description == "infra/flat")
        #expect(pod.defaultNetwork?.places.name?.place.column == 47)
    }
}
