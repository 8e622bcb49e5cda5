import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Rows 36 to 40 and 46: the cluster-wide default network and when it is ready (sections 6 and 7.5).
@Suite(.privateHost) struct ClusterConformanceTests {
    enum Caller: String, Sendable, CaseIterable {
        case plain, withNetworks, systemNamespace, withoutPodArguments, ownChoice
    }

    @Test("row 36: every pod gets the default network, as the runtime's interface", arguments: Caller.allCases)
    func row36EveryPodGetsIt(caller: Caller) throws {
        let node = try Node.with(plugins: "one")
        try node.network("more", node.list("more", ["type": "one"]))
        try node.network(
            "main", namespace: "kube-system", node.list("main", node.bridge("cni0", subnet: "10.1.0.0/24")))
        let pod = try node.host.pod("web", namespace: caller == .systemNamespace ? "kube-system" : "default")
        var annotations = caller == .withNetworks ? Node.annotations("more") : [:]
        if caller == .ownChoice { annotations["v1.multus-cni.io/default-network"] = "main" }
        var call = node.call("ADD", pod, annotations: annotations)
        if caller == .withoutPodArguments { call.arguments = nil }
        let added = try node.run(call)
        #expect(added.addresses == ["eth0 10.1.0.2/24"], "\(added)")
        #expect(try node.host.addresses(of: "eth0", in: pod.name) == ["10.1.0.2/24"])
        try node.expectDetaches(pod)
    }

    @Test("row 36: without the default network a pod gets no other either")
    func row36NoneWithoutIt() throws {
        var node = try Node.with(plugins: "one")
        try node.network("more", node.list("more", ["type": "one"]))
        let pod = try node.host.pod()
        TestFile.remove(node.configurationFolder + "/10-cluster.conflist")
        try node.expectRefused(pod, "more", "no configuration named \"cluster\"")
        node.settings["clusterNetwork"] = nil
        try node.expectRefused(pod, "more", "neither \"clusterNetwork\" nor \"delegates\"")
        #expect(try node.calls("one").isEmpty)
    }

    @Test("row 37: the default network is attached first and detached last; if it fails, no other is tried")
    func row37DefaultFirst() throws {
        var node = try Node.with(plugins: "base", "every", "one")
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "base"]))
        try node.network("every", namespace: "infra", node.list("every", ["type": "every"]))
        try node.network("more", node.list("more", ["type": "one"]))
        node.settings["defaultNetworks"] = ["infra/every"]
        let pod = try node.host.pod()
        #expect(try node.add(pod, "more").succeeded)
        try node.expectDetaches(pod, host: [])
        let order = try node.order("base", "every", "one").filter { !$0.hasPrefix("CHECK") }
        #expect(
            order == [
                "ADD base eth0", "ADD every net1", "ADD one net2", "DEL one net2", "DEL every net1", "DEL base eth0",
            ])
        try node.setScript("base", ["ADD": ["error": ["code": 120, "msg": "not today"]]])
        #expect(try node.add(pod, "more").errorCode == 120)
        #expect(try node.calls("every").count == 3 && node.calls("one").count == 3)
        #expect(try node.leftBehind(pod, host: []) == [])
    }

    @Test(
        "row 38: STATUS says that no pod can be attached until the default network is ready", arguments: [true, false])
    func row38ReadinessIsTold(byFile: Bool) throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        let file = byFile ? node.folder + "/ready" : node.configurationFolder + "/10-cluster.conflist"
        let text = byFile ? "" : TestFile.textIfThere(file) ?? ""
        if byFile { node.settings["readinessindicatorfile"] = .string(file) } else { TestFile.remove(file) }
        let answer = try node.run(node.call("STATUS", nil, annotations: nil))
        #expect(answer.errorCode == 50)
        #expect(answer.message.contains(byFile ? file : "cluster"), "\(answer)")
        try TestFile.write(text, to: file)
        let ready = try node.run(node.call("STATUS", nil, annotations: nil))
        #expect(ready.succeeded, "\(ready)")
    }

    @Test("row 39: the default network's configuration is looked for in a folder that is not the runtime's")
    func row39FolderOfItsOwn() throws {
        var node = try Node()
        node.settings["confDir"] = nil
        let pod = try node.host.pod()
        let answer = try node.add(pod)
        #expect(!answer.succeeded && answer.message.contains("/etc/cni/tartan.d"), "\(answer)")
        #expect(try node.leftBehind(pod, host: []) == [])
        let sample = TestFile.textIfThere(Executables.packageFolder + "/samples/cni/00-tartan.conflist") ?? ""
        #expect(sample.contains("/etc/cni/tartan.d/"))
    }

    @Test(
        "row 40: pods wait until the default network is ready; if it never is, nothing is started and the answer is 11")
    func row40BlocksUntilReady() throws {
        var node = try Node.with(plugins: "base")
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "base"]))
        let file = node.folder + "/ready"
        node.settings["readinessindicatorfile"] = .string(file)
        node.settings["readinessTimeout"] = "200ms"
        let pod = try node.host.pod()
        let answer = try node.add(pod)
        #expect(answer.errorCode == 11 && answer.message.contains(file), "\(answer)")
        #expect(try node.calls("base").isEmpty)
        #expect(try node.leftBehind(pod, host: []) == [])

        node.settings["readinessTimeout"] = "60s"
        let running = try node.start(node.call("ADD", pod))
        try Waiting.until("a while") { running.age > 0.5 }
        #expect(try node.calls("base").isEmpty)
        try TestFile.write("", to: file)
        #expect(try running.wait().succeeded)
        try node.expectDetaches(pod, host: [])
    }

    @Test("row 40: runtimes take the first file by name, and Tartan's is before what networks call theirs")
    func row40TakesPrecedence() {
        let names = TestFile.names(in: Executables.packageFolder + "/samples/cni")
        #expect(names.filter { $0.hasPrefix("0") } == ["00-tartan.conflist"])
        #expect(names.first == "00-tartan.conflist")
    }

    @Test("row 46: the runtime's runtimeConfig goes to the default network's declaring plugins and to no other network")
    func row46RuntimeConfig() throws {
        var node = try Node.with(plugins: "base", "one")
        let capabilities: JSONValue = ["portMappings": true, "bandwidth": true, "mac": true]
        try node.writeConfiguration(
            "10-cluster.conflist", node.list("cluster", ["type": "base", "capabilities": capabilities]))
        for namespace in ["default", "infra"] {
            try node.network(
                "more", namespace: namespace, node.list("more", ["type": "one", "capabilities": capabilities]))
        }
        node.settings["defaultNetworks"] = ["infra/more"]
        let runtime: JSONObject = [
            "portMappings": [["hostPort": 8080, "containerPort": 80, "protocol": "tcp"]],
            "bandwidth": ["ingressRate": 1, "ingressBurst": 1], "undeclared": 1,
        ]
        let pod = try node.host.pod()
        let added = try node.add(
            pod, Node.element(["mac": "02:11:22:33:44:55"]), keys: ["runtimeConfig": .object(runtime)])
        #expect(added.succeeded, "\(added)")
        try node.expectDetaches(pod, host: [])
        var given = runtime
        given["undeclared"] = nil
        #expect(try node.calls("base", "ADD").first?.configuration["runtimeConfig"] == .object(given))
        #expect(
            try node.calls("one", "ADD").map { $0.configuration["runtimeConfig"] } == [
                nil, ["mac": "02:11:22:33:44:55"],
            ])
    }
}
