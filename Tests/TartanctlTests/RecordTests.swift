import ExactJSON
import TestKit
import Testing

@Suite struct RecordTests {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
        try SampleRecord().write(to: folder.path + "/store")
    }

    @Test("records are listed with their pod, networks and state")
    func records() throws {
        #expect(
            try tartanctl("get", "records").output == """
                SANDBOX        INTERFACE   POD        NETWORKS                 STATE      AGE
                3ca646fd8aeb   eth0        shop/web   cluster, infra/storage   attached   5m

                """)
        #expect(try tartanctl("get", "records", "-o", "name").output == "record/3ca646fd8aeb0123456789/eth0\n")
        #expect(try tartanctl("get", "records", "-n", "other").output == "")
        #expect(try tartanctl("get", "records", "3ca6").status == 0)
        #expect(try tartanctl("get", "records", "4ca6").status == 1)
    }

    @Test("a record of another boot is gone, one without answer is unfinished")
    func states() throws {
        try SampleRecord(sandbox: "a1", bootID: "other").write(to: folder.path + "/store")
        try SampleRecord(sandbox: "a2", namespace: nil, pod: nil, isAnswered: false).write(to: folder.path + "/store")
        let rows = try tartanctl("get", "records").output.split(separator: "\n").dropFirst(2)
        #expect(
            rows.map { $0.split(separator: " ").map(String.init) }.map { [$0[0], $0[2], $0[5]] } == [
                ["a1", "shop/web", "gone"], ["a2", "<none>", "unfinished"],
            ])
    }

    @Test("the status of a pod is computed from its record")
    func status() throws {
        #expect(
            try tartanctl("get", "status", "-n", "shop").output == """
                POD        INTERFACE   NETWORK         ADDRESS      GATEWAY      MAC                 MTU    DEFAULT
                shop/web   eth0        cluster         10.244.1.7   10.244.1.1   0a:58:0a:1e:00:00   1500   yes
                shop/web   lan0        infra/storage   10.30.0.9    <none>       0a:58:0a:1e:00:01   1500   <none>

                """)
        let json = try JSONParser.parse(try tartanctl("get", "status", "shop/web", "-o", "json").output, limit: 10_000)
        #expect(json["networkStatus"]?.array?.map { $0["interface"] } == ["eth0", "lan0"])
        #expect(json["sandbox"] == "3ca646fd8aeb0123456789")
        let elsewhere = try tartanctl("get", "status", "web")
        #expect(elsewhere.status == 1 && elsewhere.errors.contains("tartanctl get status shop/web"))
    }

    @Test("an attached pod that isn't in the store is described from its record")
    func describePod() throws {
        let outcome = try tartanctl("describe", "pod", "shop/web")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("shop/web has 2 interfaces (sandbox 3ca646fd8aeb, for 5m)\n"))
        #expect(outcome.output.contains("10.30.0.9"))
        #expect(outcome.output.contains("not in the store"))
    }

    @Test("a record is described with its attachments and every binary that was started, without configurations")
    func describeRecord() throws {
        let outcome = try tartanctl("describe", "record", "3ca646fd8aeb")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("3ca646fd8aeb/eth0 of shop/web: attached\n"))
        #expect(outcome.output.contains("2 ms   ADD    eth0        bridge    3 ms   ok"))
        let json = try tartanctl("describe", "record", "3ca646fd8aeb", "-o", "json").output
        for text in [outcome.output, json] { #expect(!text.contains("hunter2")) }
        #expect(try JSONParser.parse(json, limit: 10_000)["calls"]?.array?.count == 2)
    }

    @Test("a damaged journal is told and the others are listed")
    func damaged() throws {
        try folder.write("store/records/b1/if:eth0", "nonsense\nmore\n")
        let outcome = try tartanctl("get", "records")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("3ca646fd8aeb"))
        #expect(outcome.errors.contains("b1/if:eth0"))
    }
}
