import ExactJSON
import Foundation
import FoundationXML
import TestKit
import Testing

/// `explain -o svg` and `-o dot`, as a person calls them.
@Suite struct ExplainPictureTests {
    let fixture: DiffFixture

    init() throws {
        fixture = try DiffFixture()
        try fixture.folder.write("cluster.conflist", Self.cluster)
    }

    private static let cluster =
        #"{"cniVersion":"1.0.0","name":"pods","plugins":[{"type":"bridge","isDefaultGateway":true,"#
        + #""ipam":{"type":"host-local","subnet":"10.244.1.0/24"}},{"type":"portmap"}]}"#

    private func drawn(_ manifests: String, as format: String = "svg") throws -> TartanctlProcess.Outcome {
        try fixture.folder.write("m.yaml", manifests)
        return try fixture.tartanctl.run([
            "explain", "shop/web", "-f", "m.yaml", "--cluster-network", "cluster.conflist", "-o", format,
        ])
    }

    @Test("docs/explain.svg is what the command in docs/explain.md prints")
    func example() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let page = try String(contentsOfFile: root + "/docs/explain.md", encoding: .utf8)
        let line = try #require(page.split(separator: "\n").first { $0.hasSuffix(">docs/explain.svg") })
        let words = line.split(separator: " ").map(String.init)
        try #require(words.prefix(2) == ["tartanctl", "explain"])
        let arguments = words.dropFirst().dropLast().map { $0.hasPrefix("samples/") ? "\(root)/\($0)" : $0 }
        let outcome = try fixture.tartanctl.run(Array(arguments))
        #expect(outcome.output == (try String(contentsOfFile: root + "/docs/explain.svg", encoding: .utf8)), "\(line)")
    }

    @Test("a plan is drawn without a node: no binary, no store, no configuration is needed")
    func planned() throws {
        let manifests =
            DiffFixture.network("storage", DiffFixture.storage()) + DiffFixture.pod("web", "infra/storage@lan0")
        let outcome = try drawn(manifests)
        #expect(outcome.status == 0, "\(outcome)")
        for text in [
            "planned: what an ADD would attach", "eth0", "lan0", "infra/storage", "eth1", "parent interface", "cni0",
            "→ default via 10.244.1.1", "address by host-local", "host-local 10.30.0.0/24", "bridge → portmap",
        ] {
            #expect(outcome.output.contains(">\(text)</text>"), "\(text)")
        }
        try fixture.folder.write("m.yaml", manifests)
        let bare = try fixture.tartanctl.run(["explain", "shop/web", "-f", "m.yaml", "-o", "svg"])
        #expect(bare.status == 0, "\(bare)")
        #expect(!bare.output.contains("cluster"))
    }

    @Test("what was attached is drawn with the addresses and routes that it got, also where the pod isn't in the store")
    func attached() throws {
        try SampleRecord().write(to: fixture.folder.path + "/store")
        let arguments = [
            "explain", "shop/web", "--store", fixture.folder.path + "/store", "--cluster-network", "cluster.conflist",
        ]
        let svg = try fixture.tartanctl.run(arguments + ["-o", "svg"])
        #expect(svg.status == 0, "\(svg)")
        for text in ["10.244.1.7/24", "10.30.0.9/24", "→ default via 10.244.1.1", "0a:58:0a:1e:00:01  mtu 1500"] {
            #expect(svg.output.contains(">\(text)</text>"), "\(text)")
        }
        #expect(svg.output.contains(">attached: sandbox 3ca646fd8aeb, since 20"))
        #expect(!svg.output.contains("hunter2"))
        let none = try fixture.tartanctl.run(arguments + ["-o", "svg", "--planned"])
        #expect(none.status == 1)
        #expect(none.errors.hasPrefix("error: no pod \"shop/web\" in "))
    }

    @Test("-f and --planned draw the plan of a pod that is attached")
    func preference() throws {
        let manifests =
            DiffFixture.network("storage", DiffFixture.storage()) + DiffFixture.pod("web", "infra/storage@lan0")
        try fixture.apply(manifests)
        try SampleRecord().write(to: fixture.folder.path + "/store")
        try fixture.folder.write("m.yaml", manifests)
        for (more, state) in [([], "attached"), (["--planned"], "planned"), (["-f", "m.yaml"], "planned")] {
            let outcome = try fixture.tartanctl.run(
                [
                    "explain", "shop/web", "--store", fixture.folder.path + "/store", "--cluster-network",
                    "cluster.conflist", "-o", "dot",
                ] + more)
            #expect(outcome.output.contains("\\l\(state): "), "\(more) \(outcome)")
        }
    }

    @Test("the default route is drawn where it will be: what default-route takes, the others lose in its family")
    func defaultRoute() throws {
        let asked = #"[{"name":"storage","namespace":"infra","interface":"lan0","default-route":["\#("10.30.0.1")"]}]"#
        let taken = try drawn(
            DiffFixture.network("storage", DiffFixture.storage()) + DiffFixture.pod("web", asked), as: "dot"
        ).output
        #expect(taken.contains("lan0\\laddress by host-local\\l→ default via 10.30.0.1\\l"), "\(taken)")
        #expect(!taken.contains("10.244.1.1"))
        let six = try drawn(
            DiffFixture.network("storage", DiffFixture.storage(subnet: "fd00::/64"))
                + DiffFixture.pod("web", asked.replacingOccurrences(of: "10.30.0.1", with: "fd00::1")), as: "dot"
        ).output
        #expect(six.contains("→ default IPv6 via fd00::1\\l"), "\(six)")
        #expect(six.contains("→ default via 10.244.1.1\\l"))
    }

    @Test("hostile names stay text: in XML, in DOT, and in the direction of reading")
    func hostile() throws {
        let master = #"</text><script>alert(1)</script>&\"'\\\u0007\u202e\ufffe"#
        let manifests =
            DiffFixture.network(
                "storage",
                DiffFixture.storage(master: master).replacingOccurrences(of: "'", with: "''"))
            + DiffFixture.pod("web", "infra/storage@<b>&lan")
        let svg = try drawn(manifests)
        #expect(svg.status == 0, "\(svg)")
        #expect(!svg.output.contains("<script"))
        #expect(svg.output.contains("\\u{7}\\u{202e}"))
        #expect(!svg.output.contains("\u{202E}"))
        let parser = XMLParser(data: Data(svg.output.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        let dot = try drawn(manifests, as: "dot").output
        #expect(
            dot.contains(
                #"label="</text><script>alert(1)</script>&amp;\"'\\\\u{7}"#.replacingOccurrences(
                    of: #"\\\\"#, with: #"\\\\"#)), "\(dot)")
        #expect(dot.contains(#"label="<b>&amp;lan\l"#))
        #expect(Self.isQuotedWell(dot))
    }

    /// Each quoted text of DOT ends on its line, with nothing but escapes that are meant.
    private static func isQuotedWell(_ dot: String) -> Bool {
        dot.split(separator: "\n").allSatisfy { line in
            var isInside = false
            var isEscaped = false
            for character in line {
                if isEscaped {
                    guard character == "\\" || character == "\"" || character == "l" else { return false }
                    isEscaped = false
                } else if character == "\\" {
                    guard isInside else { return false }
                    isEscaped = true
                } else if character == "\"" {
                    isInside.toggle()
                }
            }
            return !isInside && !isEscaped
        }
    }

    @Test("an SVG stands alone, and has colours for light and dark")
    func selfContained() throws {
        let output = try drawn(
            DiffFixture.network("storage", DiffFixture.storage()) + DiffFixture.pod("web", "infra/storage")
        ).output
        #expect(output.contains("@media (prefers-color-scheme:dark)"))
        #expect(output.hasPrefix(#"<svg xmlns="http://www.w3.org/2000/svg" "#))
        for reference in ["href", "url(", "@import", "<script", "<image"] {
            #expect(!output.contains(reference), "\(reference)")
        }
        #expect(output.split(separator: "http").count == 2)
    }

    @Test("what would fail isn't drawn, but told in the plugin's words")
    func failing() throws {
        let outcome = try drawn(DiffFixture.pod("web", "infra/none"))
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("error: shop/web: network infra/none does not exist"), "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test("a pod that no manifest has is told, and the template of a workload is drawn by the workload's name")
    func workload() throws {
        #expect(
            try drawn(DiffFixture.pod("db", "infra/none")).errors.hasPrefix("error: no pod \"shop/web\" in m.yaml."))
        let outcome = try drawn(
            DiffFixture.network("storage", DiffFixture.storage()) + DiffFixture.deployment("web", "infra/storage"))
        #expect(outcome.output.contains(">net1</text>"), "\(outcome)")
    }

    @Test("JSON has the picture beside the plan: as attached, with what was got")
    func json() throws {
        for binary in ["bridge", "portmap", "macvlan", "host-local"] { try fixture.folder.write("bin/" + binary, "") }
        try fixture.apply(
            DiffFixture.network("storage", DiffFixture.storage()) + DiffFixture.pod("web", "infra/storage@lan0"))
        let arguments = [
            "explain", "shop/web", "--store", fixture.folder.path + "/store", "--cluster-network", "cluster.conflist",
            "-o", "json",
        ]
        let planned = try JSONParser.parse(try fixture.tartanctl.run(arguments).output, limit: 1 << 20)["picture"]
        #expect(planned?["state"] == "planned")
        #expect(planned?["interfaces"]?.array?.first?["routes"]?.text == #"[{"dst":"0.0.0.0/0","gw":"10.244.1.1"}]"#)
        #expect(
            planned?["interfaces"]?.array?.last?["masters"]?.text == #"[{"name":"eth1","role":"parent interface"}]"#)
        try SampleRecord().write(to: fixture.folder.path + "/store")
        let attached = try JSONParser.parse(try fixture.tartanctl.run(arguments).output, limit: 1 << 20)["picture"]
        #expect(attached?["state"] == "attached")
        #expect(attached?["sandbox"] == "3ca646fd8aeb")
        #expect(attached?["interfaces"]?.array?.last?["addresses"]?.text == #"["10.30.0.9/24"]"#)
    }

    @Test("-o svg of a finding is wrong usage")
    func finding() throws {
        let outcome = try fixture.tartanctl.run(["explain", "TN4001", "-o", "svg"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: -o svg draws a pod; findings are told as text or json\n"))
    }
}
