import ExactJSON
import MarkedYAML
import TestKit
import Testing

@Suite struct GetTests {
    let tartanctl: TartanctlProcess
    var folder: TemporaryFolder { tartanctl.folder }

    init() throws {
        tartanctl = try .withSamples()
    }

    @Test("networks are a table with the namespace where all are asked for")
    func networks() throws {
        #expect(
            try tartanctl("get", "networks", "-A").output == """
                NAMESPACE   NAME      PLUGINS   IPAM         VERSION
                infra       storage   macvlan   host-local   1.0.0

                """)
        #expect(
            try tartanctl("get", "net-attach-def", "-n", "infra").output
                == "NAME      PLUGINS   IPAM         VERSION\nstorage   macvlan   host-local   1.0.0\n")
        #expect(try tartanctl("get", "networks", "-A", "-o", "name").output == "network/infra/storage\n")
    }

    @Test("an empty namespace says where there is something")
    func empty() throws {
        let outcome = try tartanctl("get", "pods")
        #expect(outcome.status == 0)
        #expect(outcome.output == "")
        #expect(outcome.errors == "No pods in the namespace default. There are pods in: shop (-n NAMESPACE, or -A).\n")
        #expect(try tartanctl("get", "records").errors.hasPrefix("No records in "))
    }

    @Test("what get prints as YAML and JSON can be applied again and changes nothing", arguments: ["yaml", "json"])
    func again(_ format: String) throws {
        for kind in ["networks", "pods"] {
            let list = try tartanctl("get", kind, "-A", "-o", format).output
            let outcome = try tartanctl("apply", "-f", "-", input: list)
            #expect(outcome.status == 0 && outcome.output.hasSuffix(" unchanged\n"), "\(outcome)")
        }
        let one = try tartanctl("get", "network", "infra/storage", "-o", format).output
        #expect(try tartanctl("apply", "-f", "-", input: one).output == "network infra/storage unchanged\n")
        #expect(try MarkedDocument.parse(one).first?.root["kind"]?.string == "NetworkAttachmentDefinition")
    }

    @Test("a name in the wrong namespace is told where it is")
    func otherNamespace() throws {
        let outcome = try tartanctl("get", "pod", "web")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors == """
                error: no pod "default/web" in \(folder.path)/store. There are pods of that name in: shop.
                       tartanctl get pods shop/web --store \(folder.path)/store

                """)
        let json = try tartanctl("get", "pod", "web", "-o", "json")
        #expect(json.status == 1 && json.errors == "")
        let error = try JSONParser.parse(json.output, limit: 10_000)["error"]
        #expect(error?["code"] == "notFound")
        #expect(error?["namespaces"] == ["shop"])
    }

    @Test("a mistyped name, kind, command and option are told what was probably meant")
    func mistyped() throws {
        #expect(try tartanctl("get", "network", "infra/storge").errors.contains("Did you mean \"infra/storage\"?"))
        let kind = try tartanctl("get", "netwroks")
        #expect(kind.status == 2 && kind.errors.contains("Did you mean \"networks\"?"))
        let option = try tartanctl("get", "networks", "--namespce", "x")
        #expect(option.status == 2 && option.errors.contains("--namespace"))
        #expect(option.errors.hasSuffix("tartanctl get --help\n"))
        #expect(try tartanctl.run(["gte"]).status == 2)
    }

    @Test(
        "an error of the command line is JSON too where JSON is asked for",
        arguments: [["-o", "json"], ["-o=json"], ["--output=json"]])
    func usage(_ option: [String]) throws {
        let outcome = try tartanctl.run(["get", "networks", "--nonsense"] + option)
        #expect(outcome.status == 2 && outcome.errors == "")
        #expect(try JSONParser.parse(outcome.output, limit: 10_000)["error"]?["code"] == "usage")
    }

    @Test("a missing store is told with how to make or name one")
    func noStore() throws {
        let outcome = try tartanctl.run(["get", "networks", "--store", folder.path + "/none"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: there is no store at \(folder.path)/none (set by --store).\n"))
        #expect(outcome.errors.contains("tartanctl apply -f FILE"))
    }

    @Test("TARTAN_STORE names the store, --store wins over it")
    func environment() throws {
        var other = tartanctl
        other.environment = ["TARTAN_STORE": folder.path + "/store"]
        #expect(try other.run(["get", "networks", "-A", "-o", "name"]).output == "network/infra/storage\n")
        let missing = try other.run(["get", "networks", "--store", folder.path + "/none"])
        #expect(missing.errors.contains("(set by --store)"))
        other.environment = ["TARTAN_STORE": folder.path + "/none"]
        #expect(try other.run(["get", "networks"]).errors.contains("(set by TARTAN_STORE)"))
    }

    @Test("a file that can't be believed is told, the rest is listed, and the answer is no")
    func damaged() throws {
        try folder.write("store/networks/infra/broken", "{")
        let outcome = try tartanctl("get", "networks", "-n", "infra")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("storage"))
        #expect(outcome.errors.contains("networks/infra/broken is not JSON"))
        let json = try tartanctl("get", "networks", "-n", "infra", "-o", "json")
        #expect(json.status == 1)
        #expect(try JSONParser.parse(json.output, limit: 10_000)["items"]?.array?.count == 1)
    }

    @Test("help and version of the parser are no failure")
    func help() throws {
        let outcome = try tartanctl.run(["get", "--help"])
        #expect(outcome.status == 0 && outcome.output.contains("USAGE: tartanctl get") && outcome.errors == "")
        let version = try tartanctl.run(["--version"])
        #expect(version.status == 0 && version.output.hasPrefix("tartanctl 0.") && version.errors == "")
    }
}
