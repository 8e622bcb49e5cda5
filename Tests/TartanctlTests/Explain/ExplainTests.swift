import ExactJSON
import Foundation
import TestKit
import Testing

@Suite struct ExplainTests {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        for binary in ["bridge", "portmap", "macvlan"] { try folder.write("bin/" + binary, "") }
        try folder.write(
            "cluster.conflist",
            #"{"cniVersion":"1.0.0","name":"pods","plugins":[{"type":"bridge","mtu":1450.0},"#
                + #"{"type":"portmap","capabilities":{"portMappings":true}}]}"#)
        try folder.write(
            "tartan.conflist",
            #"{"cniVersion":"1.0.0","name":"tartan","plugins":[{"type":"tartan","clusterNetwork":"\#(folder.path)/"#
                + #"cluster.conflist","capabilities":{"io.kubernetes.cri.pod-annotations":true,"portMappings":true}}]}"#
        )
        try folder.write(
            "objects.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {namespace: infra, name: storage}
            spec:
              config: '{"cniVersion":"1.0.0","type":"macvlan","master":"eth1","token":"hunter2","capabilities":{"mac":true}}'
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: shop
              name: web
              annotations:
                k8s.v1.cni.cncf.io/networks: '[{"namespace":"infra","name":"storage","interface":"lan0","mac":"0a:58:0a:1e:00:09","default-route":["10.30.0.1"]}]'
            """)
        var process = TartanctlProcess(folder: folder)
        process.environment["CNI_PATH"] = folder.path + "/bin"
        tartanctl = process
        _ = try tartanctl("apply", "-f", "objects.yaml")
    }

    /// Pain 36: #821, #901, #385.
    @Test("explain tells each attachment with where it comes from, what it runs and what it is given")
    func text() throws {
        let outcome = try tartanctl(
            "explain", "shop/web", "--config", folder.path + "/tartan.conflist", "--cap-args",
            #"{"portMappings":[{"hostPort":8080,"containerPort":80}]}"#)
        #expect(outcome.status == 0)
        let bin = folder.path + "/bin"
        #expect(
            outcome.output == """
                shop/web would get 2 networks, in this order:

                eth0  cluster network "pods"
                      from    clusterNetwork in \(folder.path)/tartan.conflist → \(folder.path)/cluster.conflist
                      runs    bridge (\(bin)/bridge) → portmap (\(bin)/portmap)
                      given   portMappings 8080→80/tcp (portmap declares "portMappings")

                lan0  infra/storage
                      from    annotation k8s.v1.cni.cncf.io/networks, element 1: infra/storage@lan0
                      runs    macvlan (\(bin)/macvlan)
                      given   mac 0a:58:0a:1e:00:09 (macvlan declares "mac")
                      takes   the default route (10.30.0.1): eth0 loses its own of IPv4
                      note    the definition has no "name": "storage" is added

                Exact configurations: tartanctl explain shop/web --configs --config \(folder.path)/tartan.conflist --store \(folder.path)/store

                """)
    }

    private func explained(_ element: String) throws -> (text: String, json: JSONValue?) {
        try folder.write(
            "web.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: shop
              name: web
              annotations:
                k8s.v1.cni.cncf.io/networks: '[{"namespace":"infra","name":"storage",\(element)}]'
            """)
        _ = try tartanctl("apply", "-f", "web.yaml")
        let config = folder.path + "/tartan.conflist"
        let json = try tartanctl("explain", "shop/web", "--config", config, "-o", "json").output
        return (
            try tartanctl("explain", "shop/web", "--config", config).output,
            try JSONParser.parse(json, limit: 100_000)["networks"]?.array?.last
        )
    }

    @Test(
        "the address families are told in which the others lose their default route",
        arguments: [
            (#""10.30.0.1""#, "(10.30.0.1): eth0 loses its own of IPv4", #"["IPv4"]"#),
            (#""fd00::1""#, "(fd00::1): eth0 loses its own of IPv6", #"["IPv6"]"#),
            (#""fd00::1","10.30.0.1""#, "eth0 loses its own of IPv4 and IPv6", #"["IPv4","IPv6"]"#),
            (
                "",
                "the default route of its own configuration: eth0 loses its own in each address family in which it has one",
                nil
            ),
        ] as [(String, String, String?)])
    func families(gateways: String, words: String, families: String?) throws {
        let found = try explained(#""default-route":[\#(gateways)]"#)
        #expect(found.text.contains(words + "\n"), "\(found.text)")
        #expect(found.json?["defaultRouteFamilies"]?.text == families)
    }

    @Test("cni-args are told by their keys")
    func arguments() throws {
        let found = try explained(#""cni-args":{"colour":"red","size":{"token":"hunter3"}}"#)
        #expect(found.text.contains("given   cni-args colour, size → args.cni of each plugin\n"), "\(found.text)")
        #expect(!found.text.contains("hunter3"))
        #expect(found.json?["cniArgs"]?.text == #"["colour","size"]"#)
    }

    @Test("a file that is passed over because it is Tartan's own is a note")
    func passedOver() throws {
        let own = #"{"cniVersion":"1.0.0","name":"pods","plugins":[{"type":"tartan"}]}"#
        try folder.write("conf/00-own.conflist", own)
        try folder.write("conf/10-pods.conflist", own.replacingOccurrences(of: "tartan", with: "bridge"))
        let outcome = try tartanctl(
            "explain", "shop/web", "--config", folder.path + "/tartan.conflist", "--cluster-network",
            folder.path + "/conf")
        #expect(
            outcome.output.contains(
                "note    passed over \(folder.path)/conf/00-own.conflist: its plugin \"tartan\" is Tartan itself\n"),
            "\(outcome)")
    }

    @Test("configurations are shown as the plugins get them, without their secrets unless they are asked for")
    func configurations() throws {
        let config = folder.path + "/tartan.conflist"
        let hidden = try tartanctl("explain", "shop/web", "--config", config, "-o", "json").output
        let networks = try JSONParser.parse(hidden, limit: 100_000)["networks"]?.array ?? []
        #expect(networks.first?["plugins"]?.array?.first?["configuration"]?["mtu"]?.number?.spelling == "1450.0")
        #expect(networks.last?["plugins"]?.array?.first?["configuration"]?["token"] == "(hidden)")
        let shown = try tartanctl("explain", "shop/web", "--config", config, "--configs", "--show-secrets").output
        #expect(shown.contains(#""token": "hunter2""#))
    }

    @Test("what the plugin would refuse is refused in the same words, with status 1")
    func refused() throws {
        try FileManager.default.removeItem(atPath: folder.path + "/bin/macvlan")
        let outcome = try tartanctl("explain", "shop/web", "--config", folder.path + "/tartan.conflist")
        #expect(outcome.status == 1)
        let sentence = "error: shop/web: network infra/storage (lan0): no plugin \"macvlan\" in \(folder.path)/bin\n"
        #expect(outcome.errors.hasPrefix(sentence))
    }

    @Test("nothing is changed in the store")
    func unchanged() throws {
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/store").sorted()
        _ = try tartanctl("explain", "shop/web", "--config", folder.path + "/tartan.conflist")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/store").sorted() == before)
    }

    @Test("the configuration's own store is looked in, as the plugin does, unless another one is named")
    func configuredStore() throws {
        try folder.write(
            "own.conflist",
            #"{"cniVersion":"1.0.0","name":"tartan","plugins":[{"type":"tartan","store":"\#(folder.path)/store","#
                + #""clusterNetwork":"\#(folder.path)/cluster.conflist"}]}"#)
        let own = try tartanctl.run(["explain", "shop/web", "--config", "own.conflist"])
        #expect(own.status == 0)
        #expect(own.output.hasPrefix("shop/web would get 2 networks, in this order:\n"))
        #expect(own.output.hasSuffix("tartanctl explain shop/web --configs --config own.conflist\n"))
        let other = try tartanctl.run(["explain", "shop/web", "--config", "own.conflist", "--store", "nowhere"])
        #expect(other.status == 2)
        #expect(other.errors.hasPrefix("error: there is no store at nowhere (set by --store).\n"))
    }

    @Test("a store that the configuration names and that isn't there is told with the file that names it")
    func missingConfiguredStore() throws {
        try folder.write(
            "own.conflist",
            #"{"cniVersion":"1.0.0","name":"tartan","plugins":[{"type":"tartan","store":"\#(folder.path)/gone"}]}"#)
        let outcome = try tartanctl.run(["explain", "shop/web", "--config", "own.conflist"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: there is no store at \(folder.path)/gone (set by own.conflist).\n"))
    }

    @Test("a binary for addresses that isn't there is told, and one that is isn't", arguments: [false, true])
    func addressBinary(isThere: Bool) throws {
        if isThere { try folder.write("bin/host-local", "") }
        try folder.write(
            "cluster.conflist",
            #"{"cniVersion":"1.0.0","name":"pods","plugins":[{"type":"bridge","ipam":{"type":"host-local"}}]}"#)
        let outcome = try tartanctl("explain", "shop/web", "--config", folder.path + "/tartan.conflist")
        #expect(outcome.status == (isThere ? 0 : 1))
        #expect(outcome.output.contains("addresses by host-local\n") == isThere)
        #expect(outcome.errors.contains("the IPAM plugin of bridge: no plugin \"host-local\"") == !isThere)
    }

    private func explain(
        _ members: String, annotation: String, name: String = "k8s.v1.cni.cncf.io/networks"
    ) throws -> TartanctlProcess.Outcome {
        try folder.write(
            "keys.conflist",
            #"{"cniVersion":"1.0.0","name":"tartan","plugins":[{"type":"multus","clusterNetwork":"\#(folder.path)/"#
                + #"cluster.conflist","capabilities":{"io.kubernetes.cri.pod-annotations":true},\#(members)}]}"#)
        // Past `apply`, which takes no invalid annotation.
        try folder.write(
            "store/pods/infra/keys",
            #"{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"infra","name":"keys","annotations":"#
                + #"{"\#(name)":\#(JSONValue.string(annotation).text)}}}"#)
        return try tartanctl("explain", "infra/keys", "--config", folder.path + "/keys.conflist")
    }

    @Test("an annotation that is ignored, and keys of Multus that have no effect, are noted")
    func notes() throws {
        let output = try explain(
            #""invalidAnnotation":"ignore","kubeconfig":"/k","CNIConf":"/c","retryDeleteOnError":false,"logOptions":{"compress":true}"#,
            annotation: "storage,"
        ).output
        #expect(output.hasPrefix("infra/keys would get 1 network, in this order:\n"), "\(output)")
        let notes = output.split(separator: "\n").filter { $0.hasPrefix("note    ") }
        #expect(
            notes == [
                "note    annotation k8s.v1.cni.cncf.io/networks: element 2: it is empty: there is a comma too many (line 1, column 8): ignored whole, as invalidAnnotation says",
                "note    \"kubeconfig\": the plugin asks no API server; an agent does",
                "note    \"cniConf\": nothing reads it, in Multus neither: the key is \"confDir\"",
                "note    \"retryDeleteOnError\": what can't be detached is kept and tried again all the same",
                "note    \"logOptions.compress\": backups of the log aren't compressed",
            ])
        #expect(try !explain(#""retryDeleteOnError":true"#, annotation: "storage").output.contains("\nnote"))
    }

    @Test("claims, requests as arguments and the old name of a key are told")
    func requests() throws {
        let text = #"[{"name":"storage","interfaceRequest":"lan0","ipam-claim-reference":"vm.lan"}]"#
        let claim = try explain(#""binDir":"""#, annotation: text).output
        #expect(claim.contains("given   ipam-claim-reference vm.lan in args.cni\n"), "\(claim)")
        #expect(claim.contains("note    \"interfaceRequest\" is the old name of \"interface\"\n"))
        let own = #"[{"name":"storage","namespace":"infra","ips":["10.9.0.7"],"ipam-claim-reference":"vm.primary"}]"#
        let primary = try explain(#""binDir":"""#, annotation: own, name: "v1.multus-cni.io/default-network").output
        for given in ["ipam-claim-reference vm.primary in args.cni", "IP=10.9.0.7 in CNI_ARGS (requestsAsArguments)"] {
            #expect(primary.contains("given   \(given)\n"), "\(primary)")
        }
        let request = try explain(#""binDir":"""#, annotation: #"[{"name":"storage","ips":["10.9.0.7","fd00::7"]}]"#)
        #expect(
            request.output.contains("given   IP=10.9.0.7,fd00::7 in CNI_ARGS (requestsAsArguments)\n"), "\(request)")
    }
}
