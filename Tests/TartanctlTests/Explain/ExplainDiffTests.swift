import ExactJSON
import Foundation
import TestKit
import Testing

/// What changed definitions mean for pods.
@Suite struct ExplainDiffTests {
    let fixture: DiffFixture

    init() throws {
        fixture = try DiffFixture()
    }

    private let asked = #"[{"name":"storage","namespace":"infra","interface":"lan0","ips":["10.30.0.9/24"]}]"#

    @Test("a changed definition is told for each pod: keys by JSON pointers, addresses that fall out, status 1")
    func changed() throws {
        let pods = DiffFixture.pod("web", asked) + DiffFixture.deployment("db", "infra/storage")
        let outcome = try fixture.compare(
            DiffFixture.network("storage", DiffFixture.storage()) + pods,
            DiffFixture.network("storage", DiffFixture.storage(master: "eth2", subnet: "10.31.0.0/24")) + pods)
        #expect(outcome.status == 1)
        #expect(outcome.errors.isEmpty)
        #expect(
            outcome.output == """
                1 definition differs from old.yaml to new.yaml; 2 pods get something else

                infra/storage  changed, 2 pods ask for it

                Deployment shop/db
                  ~ net1  infra/storage
                    macvlan /master                  "eth1" → "eth2"
                    macvlan /ipam/ranges/0/0/subnet  "10.30.0.0/24" → "10.31.0.0/24"

                shop/web
                  ~ lan0  infra/storage
                    macvlan /master                  "eth1" → "eth2"
                    macvlan /ipam/ranges/0/0/subnet  "10.30.0.0/24" → "10.31.0.0/24"
                    address 10.30.0.9 is asked for and is not given out any more (10.31.0.1-10.31.0.254)

                """)
    }

    @Test("what is only written otherwise is no difference: order of keys, white space, labels; status 0")
    func equal() throws {
        let old = #"{"cniVersion":"1.0.0","type":"ptp","mtu":1500}"#
        let new = #"{ "mtu": 1500,  "type": "ptp", "cniVersion": "1.0.0" }"#
        let outcome = try fixture.compare(
            DiffFixture.network("uplink", old) + DiffFixture.pod("web", "infra/uplink"),
            DiffFixture.network("uplink", new, annotations: "{team: a}") + DiffFixture.pod("web", "infra/uplink"))
        #expect(outcome.status == 0)
        #expect(outcome.output == "No difference in 1 definition, for 1 pod\n")
    }

    @Test("a number that is spelled otherwise is a difference: plugins tell 1500 from 1500.0")
    func spelling() throws {
        let outcome = try fixture.compare(
            DiffFixture.network("uplink", #"{"cniVersion":"1.0.0","type":"ptp","mtu":1500}"#),
            DiffFixture.network("uplink", #"{"cniVersion":"1.0.0","type":"ptp","mtu":1500.0}"#))
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("/mtu  1500 → 1500.0\n"), "\(outcome)")
    }

    @Test("a network more or less in the annotation moves the names of those after it")
    func moves() throws {
        let networks =
            DiffFixture.network("storage", DiffFixture.storage())
            + DiffFixture.network("uplink", #"{"cniVersion":"1.0.0","type":"ptp"}"#)
        let more = try fixture.compare(
            networks + DiffFixture.pod("web", "infra/storage"),
            networks + DiffFixture.pod("web", "infra/uplink,infra/storage"))
        #expect(
            more.output == """
                0 definitions differ from old.yaml to new.yaml; 1 pod gets something else

                shop/web
                  + net1  infra/uplink (ptp)
                  ~ net1 → net2  infra/storage

                """)
        let less = try fixture.compare(
            networks + DiffFixture.pod("web", "infra/uplink,infra/storage"),
            networks + DiffFixture.pod("web", "infra/storage"))
        #expect(less.output.contains("  - net1  infra/uplink (ptp)\n  ~ net2 → net1  infra/storage\n"), "\(less)")
    }

    @Test("a network that a pod has twice is told apart by its interfaces")
    func twice() throws {
        let network = DiffFixture.network("storage", DiffFixture.storage())
        let outcome = try fixture.compare(
            network + DiffFixture.pod("web", "infra/storage@a0,infra/storage@b0"),
            network + DiffFixture.pod("web", "infra/storage@b0"))
        #expect(outcome.output.contains("shop/web\n  - a0  infra/storage (macvlan)\n"), "\(outcome)")
        #expect(!outcome.output.contains("~"))
    }

    @Test("a definition that goes away while pods ask for it makes their ADD fail, which is told")
    func removed() throws {
        let pod = DiffFixture.pod("web", "infra/storage,infra/uplink")
        let uplink = DiffFixture.network("uplink", #"{"cniVersion":"1.0.0","type":"ptp"}"#)
        let storage = DiffFixture.network("storage", DiffFixture.storage())
        let gone = try fixture.compare(storage + uplink + pod, uplink + pod)
        #expect(gone.output.contains("infra/storage  removed, 1 pod asks for it\n"), "\(gone)")
        #expect(
            gone.output.contains(
                "  - net1  infra/storage (macvlan)\n  after   the ADD fails: network infra/storage does not exist"))
        // It keeps its place: the name of the other one doesn't move.
        #expect(!gone.output.contains("uplink (ptp)"))
        let back = try fixture.compare(uplink + pod, storage + uplink + pod)
        #expect(back.output.contains("  before  the ADD fails: network infra/storage does not exist"), "\(back)")
        #expect(back.output.contains("\n  after   the ADD succeeds\n"))
    }

    @Test("an ADD that fails on both sides for the same reason is a note, and no difference by itself")
    func failingEitherWay() throws {
        let pod = DiffFixture.pod("web", "infra/storage,infra/none")
        let same = try fixture.compare(
            DiffFixture.network("storage", DiffFixture.storage()) + pod,
            DiffFixture.network("storage", DiffFixture.storage()) + pod)
        #expect(same.status == 0)
        let other = try fixture.compare(
            DiffFixture.network("storage", DiffFixture.storage()) + pod,
            DiffFixture.network("storage", DiffFixture.storage(master: "eth2")) + pod)
        #expect(other.output.contains("macvlan /master  \"eth1\" → \"eth2\"\n"), "\(other)")
        #expect(other.output.contains("  note    the ADD fails either way: network infra/none does not exist"))
    }

    @Test("a capability that a definition no longer declares is told where a pod needs it")
    func capability() throws {
        let pod = DiffFixture.pod("web", asked)
        let outcome = try fixture.compare(
            DiffFixture.network("storage", DiffFixture.storage()) + pod,
            DiffFixture.network("storage", #"{"cniVersion":"1.0.0","type":"macvlan","master":"eth1"}"#) + pod)
        #expect(outcome.output.contains("  after   the ADD fails: network infra/storage (lan0): \"ips\" was asked for"))
    }

    @Test("a definition that no pod asks for is told with its own differences")
    func unused() throws {
        let outcome = try fixture.compare(
            DiffFixture.network("uplink", #"{"cniVersion":"1.0.0","type":"ptp","mtu":1500}"#),
            DiffFixture.network("uplink", #"{"cniVersion":"1.0.0","type":"ptp","ipMasq":true}"#)
                + DiffFixture.network("new", #"{"cniVersion":"1.0.0","type":"ptp"}"#))
        #expect(
            outcome.output == """
                2 definitions differ from old.yaml to new.yaml; 0 pods get something else

                infra/new     added, no pod asks for it
                infra/uplink  changed, no pod asks for it
                              /mtu     1500 → (none)
                              /ipMasq  (none) → true

                """)
    }

    @Test("plugins that come into a chain or leave it are told by their types; the others keep their differences")
    func chain() throws {
        func list(_ plugins: String) -> String { #"{"cniVersion":"1.0.0","name":"lan","plugins":[\#(plugins)]}"# }
        let pod = DiffFixture.pod("web", "infra/lan")
        let outcome = try fixture.compare(
            DiffFixture.network("lan", list(#"{"type":"bridge","mtu":1500},{"type":"portmap"}"#)) + pod,
            DiffFixture.network("lan", list(#"{"type":"tuning"},{"type":"bridge","mtu":9000}"#)) + pod)
        let expected = """
              ~ net1  infra/lan
                portmap      removed from the chain: tuning → bridge
                tuning       added to the chain: tuning → bridge
                bridge /mtu  1500 → 9000

            """
        #expect(outcome.output.hasSuffix(expected), "\(outcome.output)")
    }

    @Test("name and version of a list are told once, not for each of its plugins")
    func listFacts() throws {
        let pod = DiffFixture.pod("web", "infra/lan")
        let plugins = #""plugins":[{"type":"bridge"},{"type":"portmap"}]}"#
        let outcome = try fixture.compare(
            DiffFixture.network("lan", #"{"cniVersion":"0.4.0","name":"lan","# + plugins) + pod,
            DiffFixture.network("lan", #"{"cniVersion":"1.0.0","name":"lan2","# + plugins) + pod)
        #expect(
            outcome.output.hasSuffix(
                "  ~ net1  infra/lan\n    name        lan → lan2\n    cniVersion  0.4.0 → 1.0.0\n"), "\(outcome.output)"
        )
    }

    @Test("secrets are hidden on both sides, and that they changed is told; --show-secrets shows them")
    func secrets() throws {
        let pod = DiffFixture.pod("web", "infra/storage")
        let old = DiffFixture.network("storage", DiffFixture.storage(more: #""token":"hunter2","#)) + pod
        let new = DiffFixture.network("storage", DiffFixture.storage(more: #""token":{"a":"hunter3"},"#)) + pod
        for more in [[], ["-o", "json"]] {
            try fixture.folder.write("old.yaml", old)
            try fixture.folder.write("new.yaml", new)
            let outcome = try fixture.tartanctl.run(["explain", "--diff", "old.yaml", "new.yaml"] + more)
            #expect(outcome.status == 1)
            #expect(!outcome.output.contains("hunter"), "\(outcome.output)")
            #expect(outcome.output.contains("(hidden)"))
        }
        let shown = try fixture.compare(old, new, "--show-secrets")
        #expect(shown.output.contains(#"macvlan /token  "hunter2" → {"a":"hunter3"}"#), "\(shown.output)")
    }

    @Test("pods of which the same is to be said are told together, and each by itself in JSON")
    func groups() throws {
        let pods = (1...6).map { DiffFixture.pod("web-\($0)", "infra/storage") }.joined()
        let old = DiffFixture.network("storage", DiffFixture.storage()) + pods
        let new = DiffFixture.network("storage", DiffFixture.storage(master: "eth2")) + pods
        let text = try fixture.compare(old, new).output
        #expect(text.contains("\nshop/web-1, shop/web-2, shop/web-3, shop/web-4 and 2 more\n  ~ net1"), "\(text)")
        let json = try JSONParser.parse(try fixture.compare(old, new, "-o", "json").output, limit: 1 << 20)
        #expect(json["pods"]?.array?.count == 6)
    }

    @Test("the order is that of names, whatever the files' is")
    func order() throws {
        let networks = ["b", "a", "c"].map { DiffFixture.network($0, #"{"cniVersion":"1.0.0","type":"ptp"}"#) }
        let changed = ["b", "a", "c"].map { DiffFixture.network($0, #"{"cniVersion":"1.0.0","type":"ptp","mtu":9}"#) }
        let pods = ["y", "x"].map { DiffFixture.pod($0, "infra/a,infra/\($0 == "x" ? "b" : "c")") }
        let first = try fixture.compare((networks + pods).joined(), (changed + pods).joined())
        let second = try fixture.compare(
            (pods + networks.reversed()).joined(), (pods.reversed() + changed.reversed()).joined())
        #expect(first == second)
        let positions = ["infra/a ", "infra/b ", "infra/c ", "\nshop/x", "\nshop/y"].map {
            first.output.range(of: $0)?.lowerBound
        }
        #expect(positions.compactMap { $0 }.sorted() == positions.compactMap { $0 })
        #expect(positions.allSatisfy { $0 != nil })
    }
}
