import Glibc
import LinuxSystem
import Replication
import Testing

@testable import TartanStore

@Suite("Each ADD that ended is told once, from its journal") struct EndedAddTests {
    private let test: TestStore
    private let replica: StoreReplica

    init() throws {
        test = try TestStore()
        replica = try StoreReplica(root: test.root)
    }

    private var open: String { "records/\(Fixtures.sandbox)/if:eth0" }
    private var finished: String { "history/\(Fixtures.sandbox):eth0" }

    private func failed(_ message: String, began: UInt64 = 5) -> [UInt8] {
        var opening = Fixtures.opening()
        opening.wallTime = began
        return Fixtures.journal([.open(opening), .answered(code: 7, message: message)])
    }

    private func told(_ seen: inout SeenJournals, since: UInt64 = 0) throws -> [EndedAdd.Outcome] {
        try replica.news(&seen, since: since, counting: 0).adds.map(\.outcome)
    }

    @Test("a success is told with its interfaces and their addresses, and neither by the next look nor after its DEL")
    func success() throws {
        var seen = SeenJournals()
        try test.write(open, Fixtures.journal(Fixtures.steps))
        let add = try #require(try replica.news(&seen, since: 0, counting: 0).adds.first)
        #expect(add.podNamespace == "shop" && add.podName == "web" && add.podUID == Fixtures.podUID)
        #expect(add.began == Fixtures.opening().wallTime)
        #expect(add.ended == add.began + UInt64(Fixtures.steps.count - 1))
        #expect(
            add.outcome
                == .attached([
                    .init(network: "pods", interface: "eth0", addresses: ["10.244.1.7/24"]),
                    .init(network: "infra/storage", interface: "net1", addresses: ["10.244.1.7/24"]),
                ]))
        #expect(try told(&seen) == [])
        try test.write(finished, Fixtures.journal(Fixtures.steps + Fixtures.detached(0, 0) + [.closed]))
        try Files.remove(test.root + "/" + open)
        #expect(try told(&seen) == [])
        var fresh = SeenJournals()
        #expect(try told(&fresh) == [], "what is detached is no news to anybody")
    }

    @Test("an ADD that has not answered is told once it has, and one of no known pod never")
    func running() throws {
        var seen = SeenJournals()
        try test.write(open, Fixtures.journal(Array(Fixtures.steps.prefix(3))))
        #expect(try told(&seen) == [])
        let path = test.root + "/" + open
        let file = try Descriptor(opening: path, O_WRONLY | O_TRUNC, mode: 0)
        try file.writeAll(Fixtures.journal(Fixtures.steps), name: path)
        #expect(try told(&seen).count == 1)
        var opening = Fixtures.opening(interface: "eth1")
        opening.podUID = nil
        try test.write(
            "history/\(Fixtures.sandbox):eth1",
            Fixtures.journal([.open(opening), .answered(code: 7, message: "no pod")]))
        #expect(try told(&seen) == [])
    }

    @Test(
        "a failed one is told once, whether its record is still open or finished; the next one of its sandbox is another"
    )
    func failure() throws {
        var seen = SeenJournals()
        try test.write(open, failed("shop/web: no"))
        #expect(try told(&seen) == [.failed(code: 7, message: "shop/web: no")])
        try test.write(finished, failed("shop/web: no"))
        try Files.remove(test.root + "/" + open)
        #expect(try told(&seen) == [])
        try test.write(finished, failed("shop/web: no", began: 6))
        #expect(try told(&seen).count == 1)
        #expect(try told(&seen) == [])
    }

    @Test("journals from before the given time are not read, and one that is damaged keeps no other from being told")
    func passedOver() throws {
        var seen = SeenJournals()
        try test.write(finished, failed("shop/web: no"))
        #expect(try told(&seen, since: Clock.wallMicroseconds + 60_000_000) == [])
        #expect(try told(&seen) == [], "it was seen")
        var fresh = SeenJournals()
        try test.write("history/\(Fixtures.sandbox):eth1", "nonsense\n\n\n")
        #expect(try told(&fresh).count == 1)
    }

    @Test(
        "that a network isn't there is known by the plugin's words",
        arguments: [
            ("shop/web: network shop/lan does not exist (annotation element 1)", true),
            ("shop/web: network shop/lan can't be looked up yet", true),
            ("shop/web: network does not exist", false),
            ("shop/other: network shop/lan does not exist (annotation element 1)", false),
            ("shop/web: network shop/lan (net1): macvlan failed: Link not found", false), ("", false),
        ])
    func lacking(_ message: String, _ lacks: Bool) throws {
        var seen = SeenJournals()
        try test.write(finished, failed(message))
        #expect(try replica.news(&seen, since: 0, counting: 0).adds.map(\.lacksNetwork) == [lacks])
    }
}
