import ExactJSON
import Foundation
import TestKit
import Testing

/// What is compared with what: files, folders, stdin, the store; and what of the store's pods is running.
@Suite struct ExplainDiffSideTests {
    let fixture: DiffFixture

    init() throws {
        fixture = try DiffFixture()
    }

    private let old = DiffFixture.network("storage", DiffFixture.storage())
    private let new = DiffFixture.network("storage", DiffFixture.storage(master: "eth2", subnet: "10.31.0.0/24"))
    private let web = DiffFixture.pod("web", "infra/storage@lan0")

    @Test("one path is compared with the store, as apply would change it; the store stays as it is")
    func store() throws {
        try fixture.apply(old + DiffFixture.network("other", #"{"cniVersion":"1.0.0","type":"ptp"}"#) + web)
        let path = fixture.folder.path + "/store"
        let before = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
        let outcome = try fixture.compareWithStore(new)
        #expect(outcome.status == 1)
        #expect(
            outcome.output.hasPrefix("1 definition differs from the store to new.yaml; 1 pod gets something else\n"))
        #expect(!outcome.output.contains("infra/other"))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: path).sorted() == before)
        #expect(try fixture.compareWithStore(old).status == 0)
        let added = try fixture.compareWithStore(DiffFixture.pod("db", "infra/storage"))
        #expect(added.output.contains("\nshop/db  new\n  + net1  infra/storage (macvlan)\n"), "\(added)")
    }

    @Test("a running pod is told, with an address that it couldn't get again, and that it notices nothing")
    func running() throws {
        try fixture.apply(old + web)
        try SampleRecord().write(to: fixture.folder.path + "/store")
        let text = try fixture.compareWithStore(new).output
        #expect(
            text.hasPrefix(
                "1 definition differs from the store to new.yaml; 1 pod gets something else (1 of them running now)\n"))
        #expect(text.contains("\nshop/web  running\n  ~ lan0  infra/storage\n"), "\(text)")
        #expect(
            text.contains(
                "    address 10.30.0.9 is what it has now; it is not given out any more (10.31.0.1-10.31.0.254)\n"))
        #expect(
            text.hasSuffix(
                "\nRunning pods notice nothing: they keep what they have until they are restarted, and their DEL goes by the record.\n"
            ))
        let json = try JSONParser.parse(try fixture.compareWithStore(new, "-o", "json").output, limit: 1 << 20)
        let pod = json["pods"]?.array?.first
        #expect(pod?["running"] == true)
        #expect(pod?["attachments"]?.array?.first?["lostAddresses"]?.array?.first?["cause"] == "held")
    }

    @Test("a running pod whose object isn't in the store is told by its record")
    func recordAlone() throws {
        try fixture.apply(old)
        try SampleRecord().write(to: fixture.folder.path + "/store")
        let text = try fixture.compareWithStore(new).output
        #expect(
            text.contains(
                "no pod known by its object asks for it; 1 running pod has it that is known by the record alone (shop/web)\n"
            ),
            "\(text)")
        #expect(text.contains("\nRunning pods notice nothing"))
    }

    @Test("a record of before a reboot is no running pod")
    func rebooted() throws {
        try fixture.apply(old + web)
        var record = SampleRecord()
        record.bootID = "another"
        try record.write(to: fixture.folder.path + "/store")
        #expect(try !fixture.compareWithStore(new).output.contains("unning"))
    }

    @Test("two paths don't depend on a store that nobody named; with --store its pods count")
    func beneath() throws {
        try fixture.apply(old + web)
        var process = fixture.tartanctl
        process.environment["TARTAN_STORE"] = fixture.folder.path + "/store"
        try fixture.folder.write("old.yaml", old)
        try fixture.folder.write("new.yaml", new)
        let alone = try process.run(["explain", "--diff", "old.yaml", "new.yaml"])
        #expect(alone.output.contains("changed, no pod asks for it\n"), "\(alone)")
        let named = try fixture.compare(old, new, "--store", fixture.folder.path + "/store")
        #expect(named.output.contains("changed, 1 pod asks for it\n"), "\(named)")
        // What only one side has isn't found in the store for the other one.
        let gone = try fixture.compare(
            old, DiffFixture.pod("db", "infra/storage"), "--store", fixture.folder.path + "/store")
        #expect(gone.output.contains("infra/storage  removed, 2 pods ask for it\n"), "\(gone)")
    }

    @Test("pods of which only one side tells are meant for both; where both have pods they come and go")
    func sharedPods() throws {
        #expect(try fixture.compare(old, new + web).output.contains("\nshop/web\n  ~ lan0"))
        #expect(try fixture.compare(old + web, new).output.contains("\nshop/web\n  ~ lan0"))
        let gone = try fixture.compare(old + web, old + DiffFixture.pod("db", "infra/storage"))
        #expect(gone.output.contains("\nshop/db  new\n"), "\(gone)")
        #expect(gone.output.contains("\nshop/web  removed\n  - lan0  infra/storage (macvlan)\n"))
    }

    @Test("folders and stdin are sides; a folder in a folder needs -R")
    func folders() throws {
        for (name, text) in [("old", old), ("new", new)] {
            try fixture.folder.write("\(name)/deep/n.yaml", text)
            try fixture.folder.write("\(name)/p.yaml", web)
        }
        let flat = try fixture.tartanctl.run(["explain", "--diff", "old", "new"])
        #expect(flat.status == 0)
        let deep = try fixture.tartanctl.run(["explain", "--diff", "-R", "old", "new"])
        #expect(deep.output.hasPrefix("1 definition differs from old to new; 1 pod gets something else\n"), "\(deep)")
        let piped = try fixture.tartanctl.run(["explain", "--diff", "-", "new.yaml"], input: old + web)
        #expect(piped.status == 2)
        try fixture.folder.write("new.yaml", new)
        let read = try fixture.tartanctl.run(["explain", "--diff", "-", "new.yaml"], input: old + web)
        #expect(read.output.hasPrefix("1 definition differs from stdin to new.yaml;"), "\(read)")
    }

    @Test("a network that every pod gets by the configuration concerns every pod")
    func everyPod() throws {
        try fixture.folder.write(
            "tartan.conflist",
            #"{"cniVersion":"1.0.0","name":"tartan","plugins":[{"type":"tartan","clusterNetwork":"infra/pods","#
                + #""defaultNetworks":["infra/storage"]}]}"#)
        let pods = DiffFixture.network("pods", #"{"cniVersion":"1.0.0","name":"pods","type":"ptp"}"#)
        let web = DiffFixture.pod("web", "infra/none")
        let outcome = try fixture.compare(
            old + pods + web, new + pods + web, "--config", "tartan.conflist")
        #expect(outcome.output.contains("\nshop/web\n  ~ net1  infra/storage\n"), "\(outcome)")
        #expect(outcome.output.contains("infra/storage  changed, no pod asks for it\n"))
    }

    @Test(
        "what can't be compared is status 2 and says where",
        arguments: [
            (["gone.yaml", "old.yaml"], "gone.yaml"),
            (["old.yaml", "bad.yaml"], "bad.yaml:5:25: error: network infra/bad: spec.config is not JSON"),
            (["a", "b", "c"], "--diff compares one or two paths"), (["-", "-"], "stdin can be one side only"),
            (["old.yaml", "empty.yaml", "-o", "svg"], "-o svg draws a pod"),
            (["old.yaml", "-f", "new.yaml"], "--diff takes its paths without -f"),
            (["empty.yaml", "empty.yaml"], "there is no network and no pod in what was given"),
            (["old.yaml", "--store", "nowhere"], "there is no store at nowhere (set by --store)."),
            (["old.yaml", "old.yaml", "--config", "broken.conflist"], "docs/configuration.md has a row for each key."),
        ])
    func trouble(arguments: [String], words: String) throws {
        try fixture.folder.write("old.yaml", old)
        try fixture.folder.write("empty.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n")
        try fixture.folder.write("bad.yaml", DiffFixture.network("bad", #"{"type":"ptp",}"#))
        try fixture.folder.write(
            "broken.conflist",
            #"{"cniVersion":"1.0.0","name":"t","plugins":[{"type":"tartan","clusterNetwork":7}]}"#)
        let outcome = try fixture.tartanctl.run(["explain", "--diff"] + arguments)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.contains(words), "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test("JSON has all that the text has")
    func json() throws {
        let asked = #"[{"name":"storage","namespace":"infra","interface":"lan0","ips":["10.30.0.9/24"]}]"#
        let outcome = try fixture.compare(
            old + DiffFixture.pod("web", asked), new + DiffFixture.pod("web", asked), "-o", "json")
        #expect(outcome.status == 1)
        let json = try JSONParser.parse(outcome.output, limit: 1 << 20)
        #expect(json["equal"] == false)
        #expect(json["runningPodsNotice"] == false)
        let definition = json["definitions"]?.array?.first
        #expect(definition?["network"] == "infra/storage")
        #expect(definition?["change"] == "changed")
        #expect(definition?["askedForBy"]?.text == #"[{"kind":"Pod","namespace":"shop","name":"web"}]"#)
        #expect(
            definition?["configuration"]?.array?.first?.text == #"{"path":"/master","old":"eth1","new":"eth2"}"#)
        let attachment = json["pods"]?.array?.first?["attachments"]?.array?.first
        #expect(attachment?["interface"]?.text == #"{"old":"lan0","new":"lan0"}"#)
        #expect(
            attachment?["configurations"]?.array?.first?["differences"]?.array?.last?["path"]
                == "/ipam/ranges/0/0/subnet")
        #expect(
            attachment?["lostAddresses"]?.text
                == #"[{"address":"10.30.0.9","cause":"asked","ranges":["10.31.0.1-10.31.0.254"]}]"#)
    }
}
