import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import MultiNetwork
import TestKit
import Testing

@testable import TartanCore

@Suite("The networks of Tartan's configuration") struct ClusterNetworkTests {
    private let bench: ResolverBench

    init() throws {
        bench = try ResolverBench()
        try bench.network("kube-system", "stored", ResolverBench.list("stored-list"))
        try bench.network("infra", "lan", #"{"type":"macvlan"}"#)
        try bench.file("10-disk.conflist", ResolverBench.list("disk"))
        try bench.file("05-single.conf", #"{"name":"single","type":"bridge","cniVersion":"0.3.1"}"#)
        try bench.file("06-disk.json", #"{"name":"disk","type":"macvlan"}"#)
    }

    private func source(_ value: String) throws -> String {
        try bench.plan("\"clusterNetwork\":\"\(value)\"").attachments[0].origin.description
    }

    @Test("a path names a file, of any name")
    func file() throws {
        let plan = try bench.plan(#""clusterNetwork":"\#(bench.conf)/05-single.conf""#)
        #expect(plan.summary == "eth0=single")
        #expect(plan.attachments[0].version == CNIVersion(0, 3, 1))
        #expect(plan.attachments[0].origin == .clusterNetwork(source: bench.conf + "/05-single.conf"))
        #expect(plan.attachments[0].plugins.map(\.path) == [bench.bin + "/bridge"])
    }

    @Test("a path to a folder means its first usable file; broken ones and Tartan's own are passed over")
    func folder() throws {
        try bench.file("00-own.conflist", ResolverBench.list("own", "tartan"))
        try bench.file("01-broken.conflist", "{")
        try bench.file("02-notes.txt", ResolverBench.list("notes"))
        #expect(try source(bench.conf) == "cluster network, \(bench.conf)/05-single.conf")
    }

    @Test("a file of Tartan's own that would have been taken is told, of a folder and of a name")
    func passedOver() throws {
        try bench.file("00-own.conflist", ResolverBench.list("disk", "tartan"))
        try bench.file("99-own.conflist", ResolverBench.list("last", "tartan"))
        let reason = "\(bench.conf)/00-own.conflist: its plugin \"tartan\" is Tartan itself"
        for value in [bench.conf, "disk"] {
            #expect(try bench.plan("\"clusterNetwork\":\"\(value)\"").attachments[0].passedOver == [reason])
        }
        // Of another name it was never a candidate.
        #expect(try bench.plan(#""clusterNetwork":"single""#).attachments[0].passedOver == [])
    }

    @Test("where nothing but Tartan's own is found, the error names it and why it is passed over")
    func onlyOwn() throws {
        try bench.file("own/a.conflist", ResolverBench.list("mine", "tartan"))
        let folder = bench.conf + "/own"
        let reason = "\(folder)/a.conflist: its plugin \"tartan\" is Tartan itself"
        let error = PlanError.noUsableFile(AttachmentLabel(network: folder), folder: folder, unreadable: [reason])
        #expect(throws: error) { try bench.plan("\"clusterNetwork\":\"\(folder)\"") }
        #expect(error.explained.advice?.contains("Not usable there: \(reason). ") == true)
        try bench.file("20-own.conflist", ResolverBench.list("mine", "tartan"))
        #expect(
            throws: PlanError.noFile(
                AttachmentLabel(network: "mine"), name: "mine", folder: bench.conf,
                unreadable: ["\(bench.conf)/20-own.conflist: its plugin \"tartan\" is Tartan itself"])
        ) { try bench.plan(#""clusterNetwork":"mine""#) }
    }

    @Test("namespace/name is a definition of the store; its name is injected where the configuration has none")
    func definition() throws {
        let plan = try bench.plan(#""clusterNetwork":"infra/lan""#)
        #expect(plan.summary == "eth0=infra/lan")
        #expect(plan.attachments[0].nameWasInjected)
        #expect(plan.attachments[0].listName == "lan")
        #expect(
            JSONValue.object(plan.attachments[0].plugins[0].configuration).text
                == #"{"type":"macvlan","cniVersion":"0.2.0","name":"lan"}"#)
    }

    @Test("a name is a definition of multusNamespace, else a file of that JSON name, a .conflist before others")
    func name() throws {
        let stored = try bench.plan(#""clusterNetwork":"stored""#)
        #expect(stored.summary == "eth0=kube-system/stored")
        #expect(stored.attachments[0].listName == "stored-list")
        #expect(try source("disk") == "cluster network, \(bench.conf)/10-disk.conflist")
        #expect(try source("single") == "cluster network, \(bench.conf)/05-single.conf")
        let other = try bench.plan(#""clusterNetwork":"lan","multusNamespace":"infra""#)
        #expect(other.summary == "eth0=infra/lan")
    }

    @Test("a definition without a configuration means the file of its name")
    func definitionOnDisk() throws {
        try bench.network("infra", "disk", nil)
        let plan = try bench.plan(#""clusterNetwork":"infra/disk""#)
        #expect(plan.summary == "eth0=infra/disk")
        #expect(plan.attachments[0].listName == "disk")
        #expect(plan.attachments[0].plugins.map(\.type) == ["bridge"])
    }

    @Test("the plugins of a list's folder follow its own, unless it says that it has them all")
    func folderPlugins() throws {
        try bench.file("disk/20-b.conf", #"{"type":"portmap"}"#)
        try bench.file("disk/10-a.conf", #"{"type":"tuning"}"#)
        try bench.file("disk/15-c.json", #"{"type":"macvlan"}"#)
        let plan = try bench.plan(#""clusterNetwork":"disk""#)
        #expect(plan.attachments[0].plugins.map(\.type) == ["bridge", "tuning", "portmap"])
        try bench.file(
            "20-only.conflist", #"{"name":"only","loadOnlyInlinedPlugins":true,"plugins":[{"type":"bridge"}]}"#)
        try bench.file("only/10-a.conf", #"{"type":"tuning"}"#)
        #expect(try bench.plan(#""clusterNetwork":"only""#).attachments[0].plugins.map(\.type) == ["bridge"])
    }

    @Test(
        "delegates are inline: the first is the cluster network, the others are every pod's; clusterNetwork goes before them"
    )
    func delegates() throws {
        let delegates = #""delegates":[{"name":"a","type":"bridge"},\#(ResolverBench.list("b", "macvlan"))]"#
        let plan = try bench.plan(delegates)
        #expect(plan.summary == "eth0=a net1=b")
        #expect(plan.attachments.map(\.isDefault) == [true, false])
        #expect(plan.attachments[0].origin == .clusterNetwork(source: "delegates[0] of Tartan's configuration"))
        #expect(plan.attachments[1].origin == .delegate(2))
        #expect(try bench.plan(delegates + #","clusterNetwork":"disk""#).summary == "eth0=disk")
        #expect(try bench.plan(delegates, first: false).summary == "eth0=a net1=b")
    }

    @Test("default networks go to pods outside of systemNamespaces, and to a sandbox's first call only")
    func defaultNetworks() throws {
        let members = #""clusterNetwork":"disk","defaultNetworks":["infra/lan","single"],"systemNamespaces":["ops"]"#
        let plan = try bench.plan(members)
        #expect(plan.summary == "eth0=disk net1=infra/lan net2=single")
        #expect(plan.attachments[1].origin == .defaultNetwork(1, source: "definition infra/lan"))
        #expect(plan.attachments[2].origin == .defaultNetwork(2, source: bench.conf + "/05-single.conf"))
        #expect(try bench.plan(members, pod: nil).summary == "eth0=disk net1=infra/lan net2=single")
        let system = PodArguments(namespace: "ops", name: "web", uid: nil)
        #expect(try bench.plan(members, pod: system).summary == "eth0=disk")
        #expect(try bench.plan(members, first: false).summary == "eth0=disk")
    }

    @Test("binDir is searched before the search path, never instead of it")
    func binDir() throws {
        try Files.makeFolders(bench.folder.path + "/own", mode: 0o755)
        try Files.replace(bench.folder.path + "/own/bridge", with: [], mode: 0o755)
        let members = #""binDir":"\#(bench.folder.path)/own","clusterNetwork":"disk","defaultNetworks":["infra/lan"]"#
        let paths = try bench.plan(members).attachments.map { $0.plugins[0].path }
        #expect(paths == [bench.folder.path + "/own/bridge", bench.bin + "/macvlan"])
    }

    @Test("the runtime's values go to the cluster network alone, undeclared ones to nobody")
    func runtimeConfig() throws {
        let declaring = ResolverBench.list("a", capabilities: ["x", "portMappings"])
        let text =
            #""delegates":[\#(declaring),\#(declaring.replacingFirst("\"a\"", "\"b\""))],"#
            + #""runtimeConfig":{"x":1.0,"undeclared":2,"io.kubernetes.cri.pod-annotations":{}}"#
        let resolver = try bench.resolver(text)
        let plan = try resolver.plan(PlanRequest(pod: ResolverBench.web, interface: "eth0"))
        #expect(plan.attachments.map(\.plugins[0].capabilities) == [["x"], []])
        #expect(
            JSONValue.object(plan.attachments[0].plugins[0].configuration).text
                == #"{"type":"bridge","cniVersion":"1.0.0","name":"a","runtimeConfig":{"x":1.0}}"#)
    }

    @Test("what the configuration names and can't be used is refused")
    func refused() throws {
        let label = AttachmentLabel(network: "nothing")
        let table: [(String, PlanError)] = [
            (#""store":"/x""#, .noClusterNetwork), (#""delegates":[]"#, .noClusterNetwork),
            (#""clusterNetwork":"a/b/c""#, .badReference(key: "clusterNetwork", value: "a/b/c")),
            (#""clusterNetwork":"A/b""#, .badReference(key: "clusterNetwork", value: "A/b")),
            (#""clusterNetwork":"../b""#, .badReference(key: "clusterNetwork", value: "../b")),
            (
                #""clusterNetwork":"nothing""#, .noFile(label, name: "nothing", folder: bench.conf, unreadable: [])
            ),
            (
                #""clusterNetwork":"/nowhere/a.conf""#,
                .unreadable(
                    AttachmentLabel(network: "/nowhere/a.conf"),
                    SystemFailure("open", "/nowhere/a.conf", errorNumber: 2))
            ),
            (#""delegates":[{"type":"bridge"}]"#, .missingName(source: "delegates[0] of Tartan's configuration")),
            (
                #""delegates":[{"name":"a","type":"x/y"}]"#,
                .configuration(
                    AttachmentLabel(network: "a"), source: "delegates[0] of Tartan's configuration",
                    .invalidType("x/y", rule: "contains \"/\": it is a file name, not a path"))
            ),
            (
                #""delegates":[{"name":"a","type":"missing"}]"#,
                .binary(
                    AttachmentLabel(network: "a", interface: "eth0"), .notFound(type: "missing", searched: [bench.bin]))
            ),
            (
                #""delegates":[{"name":"a","type":"tartan"}]"#,
                .ownType(
                    AttachmentLabel(network: "a"), type: "tartan", source: "delegates[0] of Tartan's configuration")
            ),
            (
                #""type":"weaver","delegates":[{"name":"a","type":"weaver"}]"#,
                .ownType(
                    AttachmentLabel(network: "a"), type: "weaver", source: "delegates[0] of Tartan's configuration")
            ),
        ]
        for (members, error) in table {
            #expect(throws: error, "\(members)") { try bench.plan(members) }
        }
    }

    @Test("a plugin that is known to run its IPAM plugin needs that one's binary; of others nothing is known")
    func addressManager() throws {
        func delegates(_ type: String, _ ipam: String) -> String {
            #""delegates":[{"name":"a","type":"\#(type)","ipam":\#(ipam)}]"#
        }
        for (type, ipam) in [
            ("bridge", "{}"), ("bridge", #"{"type":""}"#), ("bridge", "null"), ("tuning", #"{"type":"its-own"}"#),
        ] {
            #expect(try bench.plan(delegates(type, ipam)).summary == "eth0=a")
        }
        let missing = PlanError.addressManager(
            AttachmentLabel(network: "a", interface: "eth0"), type: "macvlan",
            .notFound(type: "host-locla", searched: [bench.bin]))
        let wrong = delegates("macvlan", #"{"type":"host-locla"}"#)
        #expect(throws: missing) { try bench.plan(wrong) }
        // What was attached when the binary was there must be detached by the plugin all the same.
        let request = PlanRequest(pod: nil, interface: "eth0")
        #expect(try bench.resolver(wrong).remnants(request).plan.map(\.network) == ["a"])
        try bench.plugin("host-locla")
        #expect(try bench.plan(wrong).summary == "eth0=a")
    }

    @Test("a folder without a usable file is told with what is wrong with each")
    func emptyFolder() throws {
        let folder = bench.folder.path + "/empty"
        try Files.makeFolders(folder, mode: 0o755)
        let label = AttachmentLabel(network: folder)
        #expect(throws: PlanError.noUsableFile(label, folder: folder, unreadable: [])) {
            try bench.plan("\"clusterNetwork\":\"\(folder)\"")
        }
    }

    @Test("a name that is nowhere: the files that could not be read are told")
    func unreadable() throws {
        try bench.file("50-broken.conf", #"{"name":"x","type":"../x"}"#)
        let broken = bench.conf + "/50-broken.conf: the type \"../x\" contains \"/\": it is a file name, not a path"
        let error = PlanError.noFile(
            AttachmentLabel(network: "nothing"), name: "nothing", folder: bench.conf, unreadable: [broken])
        #expect(throws: error) { try bench.plan(#""clusterNetwork":"nothing""#) }
    }

    @Test("a definition whose configuration is broken is told by name and place")
    func brokenDefinition() throws {
        try bench.network("infra", "broken", #"{"plugins":[]}"#)
        try bench.network("infra", "empty", #"{"name":"x"}"#)
        for (name, cause) in [("broken", ConfigurationError.emptyPlugins), ("empty", .noPlugins)] {
            let error = PlanError.configuration(
                AttachmentLabel(network: "infra/\(name)"), source: "definition infra/\(name)", cause)
            #expect(throws: error) { try bench.plan("\"clusterNetwork\":\"infra/\(name)\"") }
        }
    }
}

extension String {
    fileprivate func replacingFirst(_ text: String, _ other: String) -> String {
        guard let place = firstRange(of: text) else { return self }
        return self[..<place.lowerBound] + other + self[place.upperBound...]
    }
}
