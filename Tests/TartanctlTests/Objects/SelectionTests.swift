import ExactJSON
import TestKit
import Testing

/// `-l`, `-A` and `--all` of the commands that take them.
@Suite struct SelectionTests {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
        let pods = [("shop", "web", "web"), ("shop", "db", "db"), ("infra", "web", "web")]
        let networks = [("infra", "lan", "web")]
        let texts =
            pods.map {
                "apiVersion: v1\nkind: Pod\nmetadata: {namespace: \($0.0), name: \($0.1), labels: {app: \($0.2)}}\n"
            }
            + networks.map {
                "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\n"
                    + "metadata: {namespace: \($0.0), name: \($0.1), labels: {app: \($0.2)}}\n"
                    + "spec: {config: '{\"cniVersion\": \"1.0.0\", \"type\": \"ptp\"}'}\n"
            }
        try folder.write("all.yaml", texts.joined(separator: "---\n"))
        let applied = try tartanctl("apply", "-f", "all.yaml")
        try #require(applied.status == 0, "\(applied)")
    }

    private func names(_ arguments: String...) throws -> String {
        let outcome = try tartanctl.run(arguments + ["-o", "name", "--store", folder.path + "/store"])
        try #require(outcome.status == 0, "\(outcome)")
        return outcome.output
    }

    @Test("get lists what has the labels, of one namespace or of all")
    func get() throws {
        #expect(try names("get", "pods", "-A", "-l", "app=web") == "pod/infra/web\npod/shop/web\n")
        #expect(try names("get", "pods", "-n", "shop", "-lapp!=web") == "pod/shop/db\n")
        #expect(try names("get", "networks", "-A", "-l", "app in (web)") == "network/infra/lan\n")
        let none = try tartanctl("get", "pods", "-n", "shop", "-l", "app=x")
        #expect(none.status == 0 && none.output == "")
        #expect(none.errors == "No pods with the labels app=x in the namespace shop.\n")
    }

    @Test("records and status are selected by the labels of their pods")
    func records() throws {
        try SampleRecord().write(to: folder.path + "/store")
        try SampleRecord(sandbox: "feedbeef0001", pod: "gone").write(to: folder.path + "/store")
        #expect(try names("get", "records", "-l", "app=web") == "record/3ca646fd8aeb0123456789/eth0\n")
        #expect(try names("get", "records", "-l", "app=db") == "")
        #expect(try names("get", "status", "-A", "-l", "app=web") == "pod/shop/web\n")
        #expect(try names("get", "status", "-A", "-l", "!app") == "")
    }

    @Test("a label is kept of a workload's template too, and applied labels are what get prints")
    func kept() throws {
        try folder.write(
            "dep.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {template: {metadata: {labels: {app: t}}}}\n"
        )
        #expect(try tartanctl("apply", "-f", "dep.yaml", "--pod-name", "d-0").status == 0)
        #expect(try names("get", "pods", "-l", "app=t") == "pod/default/d-0\n")
        let json = try tartanctl("get", "pod", "d-0", "-o", "json").output
        #expect(try JSONParser.parse(json, limit: 10_000)["metadata"]?["labels"] == ["app": "t"])
    }

    @Test("apply writes only what has the labels")
    func apply() throws {
        let outcome = try tartanctl.run(
            ["apply", "-f", "all.yaml", "-l", "app=db", "--store", folder.path + "/other"])
        #expect(outcome == .init(status: 0, output: "pod shop/db created\n", errors: ""))
        let none = try tartanctl("apply", "-f", "all.yaml", "-l", "app=x")
        #expect(none.status == 2 && none.errors.contains("with the labels app=x"))
    }

    @Test("delete takes what has the labels, or all, and nothing else")
    func delete() throws {
        #expect(try names("delete", "pods", "-n", "shop", "-l", "app=web") == "pod/shop/web\n")
        #expect(try names("get", "pods", "-A") == "pod/infra/web\npod/shop/db\n")
        #expect(try names("delete", "pods", "--all") == "")
        #expect(try names("delete", "pods", "--all", "-A") == "pod/infra/web\npod/shop/db\n")
        #expect(try names("get", "networks", "-A") == "network/infra/lan\n")
    }

    @Test("an object that can't be read keeps delete from taking the rest")
    func unreadable() throws {
        try folder.write("store/pods/shop/x", "{")
        #expect(try tartanctl("delete", "pods", "-n", "shop", "-l", "app=web").status == 2)
        #expect(try names("get", "pods", "-n", "infra") == "pod/infra/web\n")
        #expect(try tartanctl("get", "pod", "shop/web").status == 0)
    }

    @Test("describe tells of several, and of all where none is named")
    func describe() throws {
        let two = try tartanctl("describe", "pods", "shop/web", "infra/web").output
        #expect(two.hasPrefix("shop/web ") && two.contains("\n\n\ninfra/web "))
        let json = try tartanctl("describe", "pods", "-A", "-l", "app=web", "-o", "json").output
        #expect(try JSONParser.parse(json, limit: 100_000)["items"]?.array?.count == 2)
        let one = try tartanctl("describe", "network", "infra/lan", "-o", "json").output
        #expect(try JSONParser.parse(one, limit: 100_000)["items"] == nil)
        let missing = try tartanctl("describe", "pods", "shop/web", "shop/wbe")
        #expect(
            missing.status == 1 && missing.output.hasPrefix("shop/web ") && missing.errors.contains("\"shop/web\"?"))
    }

    @Test("explain tells of each pod that is selected")
    func explain() throws {
        try folder.write("net.conflist", #"{"cniVersion": "1.0.0", "name": "c", "plugins": [{"type": "ptp"}]}"#)
        try folder.write("bin/ptp", "#!/bin/sh\n", mode: 0o755)
        var process = tartanctl
        process.environment = ["CNI_PATH": folder.path + "/bin", "NETCONFPATH": folder.path + "/none"]
        let arguments = ["--cluster-network", folder.path + "/net.conflist"]
        let store = ["--store", folder.path + "/store"]
        let text = try process.run(["explain", "-A", "-l", "app=web"] + arguments + store)
        try #require(text.status == 0, "\(text)")
        #expect(text.output.hasPrefix("infra/web ") && text.output.contains("\n\n\nshop/web "))
        let json = try process.run(["explain", "-n", "shop", "-l", "app", "-o", "json"] + arguments + store)
        #expect(try JSONParser.parse(json.output, limit: 100_000)["items"]?.array?.count == 2)
        #expect(try process.run(["explain", "-A", "-o", "svg"] + arguments + store).status == 2)
    }

    @Test(
        "what contradicts itself is a wrong command line, and nothing is done",
        arguments: [
            ["get", "pods", "web", "-l", "a=b"], ["get", "pods", "-l", ""], ["get", "pods", "-l", "a in b"],
            ["delete", "pods", "web", "-l", "a=b"], ["delete", "pods", "--all", "-l", "a=b"], ["delete", "pods"],
            ["delete", "pods", "web", "-A"], ["delete", "pods", "web", "--all"], ["delete", "-f", "all.yaml", "--all"],
            ["explain", "web", "-l", "a"], ["explain"], ["explain", "--diff", "x", "-A"], ["explain", "-A", "-f", "x"],
            ["describe", "pods", "-A", "-n", "shop"],
        ])
    func usage(_ words: [String]) throws {
        let outcome = try tartanctl.run(words + ["--store", folder.path + "/store"])
        #expect(outcome.status == 2 && outcome.output == "" && outcome.errors.hasPrefix("error: "), "\(outcome)")
        #expect(try names("get", "pods", "-A") == "pod/infra/web\npod/shop/db\npod/shop/web\n")
    }
}
