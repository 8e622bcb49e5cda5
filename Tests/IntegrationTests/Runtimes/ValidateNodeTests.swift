import ExactJSON
import TartanTestSupport
import TestKit
import Testing

/// `tartanctl validate --node` on a host with real links and plugins.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"))
struct ValidateNodeTests {
    private func node() throws -> Node {
        let node = try Node()
        try node.makeOwnEtc()
        try node.host.shell(
            """
            ip link add eth1 type veth peer name far1
            ip link add eth2 type veth peer name far2
            ip link set eth2 mtu 1400
            ip link set far2 mtu 1400
            ip link set eth2 up
            ip link set far2 up
            """)
        return node
    }

    private func write(_ node: Node, _ config: String) throws {
        try node.host.shell(
            """
            cat >\(node.folder)/lan.yaml <<'END'
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: lan, namespace: infra}
            spec:
              config: '\(config)'
            END
            """)
    }

    /// `code message` of what is found in the definition; what the machine's kernel is like isn't the host's.
    private func found(_ node: Node, _ config: String, folders: String? = nil) throws -> [String] {
        try write(node, config)
        let outcome = try node.host.run(
            TestCommand([
                "env", "CNI_PATH=\(folders ?? Executables.plugins)", Executables.tartanctl, "validate", "-o", "json",
                "--ignore", "TN5205", "--ignore", "TN5304", "--node", "\(node.folder)/lan.yaml",
            ]))
        let report = try JSONParser.parse(outcome.text, limit: 16 << 20)
        guard let findings = report["findings"]?.array else { throw TestFailure("\(outcome)") }
        return findings.map { "\($0["code"]?.string ?? "") \($0["message"]?.string ?? "")" }
    }

    private static func macvlan(_ master: String, _ more: String = "") -> String {
        "{\"cniVersion\": \"0.4.0\", \"type\": \"macvlan\", \"master\": \"\(master)\"\(more)}"
    }

    @Test("the distribution's plugins answer, and a master that is up and large enough is right")
    func good() throws {
        let found = try found(node(), Self.macvlan("eth2", ", \"mtu\": 1400"))
        #expect(found == [], "\(found)")
    }

    @Test("a master that is down, that isn't there, that is too small, that a bridge has taken")
    func masters() throws {
        let node = try node()
        let down = try found(node, Self.macvlan("eth1"))
        #expect(down.map { $0.prefix(6) } == ["TN5102"], "\(down)")
        let missing = try found(node, Self.macvlan("eth3"))
        #expect(missing.map { $0.prefix(6) } == ["TN5101"], "\(missing)")
        let small = try found(node, Self.macvlan("eth2", ", \"mtu\": 1500"))
        #expect(small.map { $0.prefix(6) } == ["TN5104"], "\(small)")
        try node.host.shell("ip link add br0 type bridge; ip link set eth2 master br0; ip link set br0 up")
        let taken = try found(node, Self.macvlan("eth2"))
        #expect(taken.first?.hasSuffix(" is a port of the bridge \"br0\"") == true, "\(taken)")
    }

    @Test("an interface is found by its further name, as the kernel finds it")
    func furtherName() throws {
        let node = try node()
        try node.host.shell("ip link property add dev eth2 altname storage")
        #expect(try found(node, Self.macvlan("storage")) == [])
    }

    @Test("the node's own addresses, and no default route to take a master from")
    func addresses() throws {
        let node = try node()
        let none = try found(node, "{\"cniVersion\": \"0.4.0\", \"type\": \"macvlan\"}")
        #expect(none.map { $0.prefix(6) } == ["TN5110"], "\(none)")
        try node.host.shell("ip address add 10.77.0.5/24 dev eth2; ip route add default via 10.77.0.1")
        #expect(try found(node, "{\"cniVersion\": \"0.4.0\", \"type\": \"macvlan\"}") == [])
        let range = ", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.77.0.0/24\"}"
        let own = try found(node, Self.macvlan("eth2", range))
        #expect(own.map { $0.prefix(6) } == ["TN5116"], "\(own)")
    }

    @Test("binaries are asked: a wrong answer, an older version, one that never ends, one for another machine")
    func binaries() throws {
        let node = try node()
        let folder = "\(node.folder)/bin"
        func plugin(_ script: String) throws -> [String] {
            try node.host.shell(
                """
                cat >\(folder)/macvlan <<'END'
                #!/bin/sh
                \(script)
                END
                chmod 0755 \(folder)/macvlan
                """)
            return try found(node, Self.macvlan("eth2"), folders: folder)
        }
        let wrong = try plugin("echo hello")
        #expect(wrong.first?.hasSuffix("macvlan answers VERSION with something else than a list of versions") == true)
        let failed = try plugin("exit 7")
        #expect(failed.map { $0.prefix(6) } == ["TN5006"], "\(failed)")
        let old = try plugin("echo '{\"cniVersion\":\"0.2.0\",\"supportedVersions\":[\"0.1.0\",\"0.2.0\"]}'")
        #expect(old.map { $0.prefix(6) } == ["TN5007"], "\(old)")
        let talkative = try plugin("yes")
        #expect(talkative.map { $0.prefix(6) } == ["TN5006"], "\(talkative)")
        // It is asked for nothing but its versions, with nothing of the definition.
        _ = try plugin("{ env; cat; } >\(node.folder)/asked; exit 1")
        let asked = try node.host.shell("cat \(node.folder)/asked")
        #expect(asked.contains("CNI_COMMAND=VERSION"))
        #expect(!asked.contains("eth2") && !asked.contains("macvlan\""), "\(asked)")
        try node.host.shell(
            "printf '\\177ELF\\002\\001\\001\\0\\0\\0\\0\\0\\0\\0\\0\\0\\002\\0\\026\\0%0100d' 0 >\(folder)/macvlan")
        let foreign = try found(node, Self.macvlan("eth2"), folders: folder)
        #expect(foreign.map { $0.prefix(6) } == ["TN5004"], "\(foreign)")
        try node.host.shell("rm \(folder)/macvlan")
        let missing = try found(node, Self.macvlan("eth2"), folders: folder)
        #expect(missing.map { $0.prefix(6) } == ["TN5001"], "\(missing)")
    }
}
