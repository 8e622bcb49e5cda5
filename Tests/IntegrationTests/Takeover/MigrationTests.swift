import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Nodes with Multus, as samples/multus has them: taken over by `tartanctl migrate`, used, and taken back.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"))
struct MigrationTests {
    /// One way of running Multus.
    struct Installation: Sendable, CustomTestStringConvertible {
        let name: String
        /// Below samples/, in the runtime's folder.
        let files: [String]
        /// In Multus' confDir.
        var networks: [String] = []
        /// Below samples/.
        var daemon: String?
        /// Multus' own among `files`.
        let configuration: String
        let bridges: [String]
        let addresses: [String]
        var interfaces: [String] { addresses.map { String($0.split(separator: " ")[0]) } }

        var testDescription: String { name }
    }

    static let installations = [
        Installation(
            name: "thin", files: ["multus/thin/00-multus.conf", "multus/thin/10-pods.conflist"],
            configuration: "00-multus.conf", bridges: ["pods0"], addresses: ["eth0 10.66.0.2/24"]),
        Installation(
            name: "thick, generated",
            files: ["multus/thick-auto/00-multus.conf", "multus/thick-auto/10-pods.conflist"],
            daemon: "multus/thick-auto/daemon-config.json", configuration: "00-multus.conf", bridges: ["pods0"],
            addresses: ["eth0 10.67.0.2/24"]),
        Installation(
            name: "thick, with a file", files: ["multus/thick-file/70-multus.conflist"],
            networks: [
                "multus/thick-file/multus-net.d/10-pods.conflist", "multus/thick-file/multus-net.d/20-backup.conf",
            ],
            daemon: "multus/thick-file/daemon-config.json", configuration: "70-multus.conflist",
            bridges: ["backup0", "pods0"], addresses: ["eth0 10.68.0.2/24", "net1 10.69.0.2/24"]),
    ]

    /// A private host with those files in an /etc/cni of its own.
    private func node(_ installation: Installation) throws -> Node {
        let node = try Node()
        let samples = Executables.packageFolder + "/samples"
        try node.makeOwnEtc()
        try node.host.shell("mkdir -p /etc/cni/multus/net.d /run/pods; touch /run/pods/ready")
        for file in installation.files { try node.host.shell("cp -p \(samples)/\(file) /etc/cni/net.d/") }
        for file in installation.networks { try node.host.shell("cp -p \(samples)/\(file) /etc/cni/multus/net.d/") }
        return node
    }

    private func migrate(_ node: Node, _ installation: Installation, _ options: String...) throws -> CommandOutcome {
        let daemon = installation.daemon.map {
            ["--daemon-config", Executables.packageFolder + "/samples/" + $0]
        }
        return try node.host.run(
            TestCommand(
                [Executables.tartanctl, "migrate"] + (options.contains("--undo") ? [] : daemon ?? [])
                    + ["--bin-dir", node.folder + "/bin:" + Executables.plugins] + options))
    }

    @Test(
        "is reported, taken over, attaches and detaches with what was written, and is taken back byte by byte",
        arguments: installations)
    func roundTrip(installation: Installation) throws {
        let node = try node(installation)
        let own = "/etc/cni/net.d/\(installation.configuration)"
        try node.host.shell("chown 1234:4321 \(own); chmod 0640 \(own)")
        let before = try node.etcFiles()
        let dry = try migrate(node, installation)
        #expect(dry.succeeded, "\(dry)")
        #expect(dry.text.contains("\(installation.configuration) (Multus, "))
        #expect(dry.text.contains("\n  +++ /etc/cni/net.d/00-00-tartan.conflist\n"))
        #expect(try node.etcFiles() == before)
        let applied = try migrate(node, installation, "--apply")
        try #require(applied.succeeded, "\(applied)")
        #expect(!TestFile.exists("\(node.folder)/etc/cni/net.d/\(installation.configuration)"))

        let pod = try node.host.pod()
        let added = try node.run(node.runtimeCall("ADD", pod))
        try #require(added.succeeded, "\(added)")
        // The runtime is answered as by Multus, the record has all.
        #expect(added.addresses == [installation.addresses[0]])
        #expect(try node.record(pod)?.attachments.map(\.interface) == installation.interfaces)
        for address in installation.addresses {
            let parts = address.split(separator: " ").map(String.init)
            #expect(try node.host.addresses(of: parts[0], in: pod.name) == [parts[1]])
        }
        let deleted = try node.run(node.runtimeCall("DEL", pod))
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod, host: installation.bridges, rules: false).isEmpty)

        let undone = try migrate(node, installation, "--undo")
        #expect(undone.succeeded, "\(undone)")
        #expect(try node.etcFiles() == before)
    }

    @Test("a network of the annotation is attached beside the migrated ones, requested addresses included")
    func annotation() throws {
        let installation = Self.installations[0]
        let node = try node(installation)
        try #require(try migrate(node, installation, "--apply").succeeded)
        try node.network("lan", node.list("lan", node.bridge("lan0", subnet: "10.3.0.0/24")))
        let pod = try node.host.pod()
        let added = try node.run(node.runtimeCall("ADD", pod, networks: "lan@lan1"))
        #expect(added.succeeded, "\(added)")
        #expect(added.sandboxInterfaces == ["eth0"])
        #expect(try node.host.links(in: pod.name) == ["eth0", "lan1"])
        #expect(try node.run(node.runtimeCall("DEL", pod)).succeeded)
        #expect(try node.leftBehind(pod, host: ["lan0", "pods0"], rules: false).isEmpty)
    }

    @Test(
        "a pod that Multus attached before is detached clean by the migrated configuration", arguments: installations)
    func earlierPod(installation: Installation) throws {
        let node = try node(installation)
        // Multus' state is where its configuration has it: nowhere stated, so in the standard place.
        try node.host.shell("mkdir -p /var/lib/cni/multus \(node.folder)/multus")
        try node.host.shell("mount --bind \(node.folder)/multus /var/lib/cni/multus")
        let pod = try node.host.pod()
        let multus = MultusHand(node: node, pod: pod)
        let text = try node.host.shell(
            "cat /etc/cni/net.d/10-pods.conflist || cat /etc/cni/multus/net.d/10-pods.conflist")
        let ports: JSONObject = [
            "portMappings": [["hostPort": 8080, "containerPort": 80, "protocol": "tcp"]]
        ]
        try multus.attach([
            .init(name: "pods", list: try JSONParser.parse(text, limit: 1 << 20), capabilities: ports),
            .init(name: "default/lan", list: node.list("lan", node.bridge("lan0", subnet: "10.3.0.0/24"))),
        ])
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
        let dry = try migrate(node, installation)
        #expect(dry.text.contains("/var/lib/cni/multus: 1 sandbox, "), "\(dry)")
        try #require(try migrate(node, installation, "--apply").succeeded)
        let deleted = try node.run(node.runtimeCall("DEL", pod))
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod, host: ["lan0", "pods0"], rules: false).isEmpty)
        #expect(try !node.rules().contains { $0.contains("8080") })
        let address = installation.addresses[0].split(separator: " ")[1].split(separator: "/")[0]
        #expect(try !node.host.shell("ls /var/lib/cni/networks/pods").contains(address))
        #expect(multus.files().isEmpty)
        #expect(try node.run(node.runtimeCall("DEL", pod)).succeeded)
    }
}
