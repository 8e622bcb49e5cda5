import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import Testing

/// Tartan in Multus' place: under its name, or with its type in the configuration.
@Suite(.privateHost) struct DropInTests {
    private func call(_ command: String, _ node: Node, _ pod: TestPod, named: Bool) throws -> TartanCall {
        var call = node.call(command, pod, annotations: ["k8s.v1.cni.cncf.io/networks": "more"])
        if named {
            let name = node.folder + "/multus"
            if !TestFile.exists(name) { try TestFile.link(name, to: Executables.tartan) }
            call.executable = name
        }
        return call
    }

    private func node(named: Bool) throws -> Node {
        var node = try Node()
        node.settings["type"] = named ? "tartan" : "multus"
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24")))
        return node
    }

    @Test("the answer is the cluster network's alone, the record knows all", arguments: [true, false])
    func primary(named: Bool) throws {
        let node = try node(named: named)
        let pod = try node.host.pod()
        let added = try node.run(call("ADD", node, pod, named: named))
        #expect(added.addresses == ["eth0 10.1.0.2/24"], "\(added)")
        #expect(added.sandboxInterfaces == ["eth0"])
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
        #expect(try node.run(call("CHECK", node, pod, named: named)).succeeded)
        #expect(try node.run(call("DEL", node, pod, named: named)).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    @Test("definitions without a configuration are looked for in Multus' folder", arguments: [true, false])
    func folder(named: Bool) throws {
        var node = try node(named: named)
        node.settings["confDir"] = nil
        node.settings["clusterNetwork"] = "nowhere"
        let answer = try node.run(call("ADD", node, try node.host.pod(), named: named))
        #expect(!answer.succeeded)
        #expect(answer.message.contains("is in /etc/cni/multus/net.d"), "\(answer)")
    }

    @Test("mac and ips reach plugins that declare nothing", arguments: [true, false])
    func requests(named: Bool) throws {
        let node = try node(named: named)
        let pod = try node.host.pod()
        var call = try call("ADD", node, pod, named: named)
        var configuration = call.configuration.object ?? JSONObject()
        configuration["runtimeConfig"] = [
            "io.kubernetes.cri.pod-annotations": [
                "k8s.v1.cni.cncf.io/networks": #"[{"name":"more","ips":["10.90.0.77"]}]"#
            ]
        ]
        call.configuration = .object(configuration)
        #expect(try node.run(call).succeeded)
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.90.0.77/24"])
    }

    @Test("the log file is kept within its size by many calls at once, and no line is lost")
    func log() throws {
        var node = try node(named: false)
        let path = node.folder + "/log/tartan.log"
        let old = String(repeating: String(repeating: "x", count: 99) + "\n", count: 10_480)
        try TestFile.makeFolder(node.folder + "/log")
        try TestFile.write(old, to: path)
        node.settings["logFile"] = .string(path)
        node.settings["logLevel"] = "verbose"
        node.settings["logOptions"] = ["maxSize": 1, "maxBackups": 3, "maxAge": 5, "compress": true]
        let pods = try (0..<12).map { try node.host.pod("pod\($0)") }
        let running = try pods.map { try node.start(call("ADD", node, $0, named: false)) }
        for command in running { #expect(try command.wait().succeeded) }
        let names = TestFile.names(in: node.folder + "/log")
        #expect(names.count == 2, "\(names)")
        let text = names.map { TestFile.textIfThere(node.folder + "/log/" + $0) ?? "" }.joined()
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("xx") }
        #expect(text.count { $0 == "x" } >= 99 * 10_480)
        for pod in pods {
            let own = lines.filter { $0.contains(" [verbose] ADD default/\(pod.name): ") }
            #expect(own.count == 2, "\(own)")
        }
    }
}
