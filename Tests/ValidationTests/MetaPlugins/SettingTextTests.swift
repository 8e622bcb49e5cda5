import Findings
import Testing
import Validation

@Suite("What is said about Tartan's and Multus' own configuration")
struct SettingTextTests {
    private static func findings(_ files: (String, String)...) -> [Finding] {
        var validator = Validator()
        for (name, text) in files { validator.add(InputText(name, Array(text.utf8))) }
        return validator.report().findings
    }

    private static func one(_ name: String, _ text: String) throws -> Finding {
        let findings = findings((name, text))
        try #require(findings.count == 1, "\(findings)")
        return findings[0]
    }

    private static func tartan(_ keys: String) throws -> Finding {
        try one(
            "00-tartan.conf",
            #"{"cniVersion": "1.0.0", "name": "pods", "type": "tartan", "capabilities": {"io.kubernetes.cri.pod-annotations": true}, \#(keys)}"#
        )
    }

    private static func multus(_ keys: String) throws -> Finding {
        try one(
            "00-multus.conf",
            #"{"cniVersion": "1.0.0", "name": "pods", "type": "multus", "kubeconfig": "/k", \#(keys)}"#)
    }

    @Test("a configuration without a cluster network is told at the plugin, with what makes one")
    func none() throws {
        let finding = try Self.tartan(#""systemNamespaces": []"#)
        #expect(finding.kind == .noClusterNetwork)
        #expect(finding.message == #"tartan has neither "clusterNetwork" nor "delegates""#)
        #expect(finding.label == "which network do all pods get?")
        #expect(finding.notes.last == "One that works is made by: tartanctl init")
        #expect(finding.place.column == 49 && finding.place.endColumn == 57)
    }

    @Test("a misspelt clusterNetwork is told once, as what was meant")
    func misspelt() throws {
        let finding = try Self.tartan(#""clusterNetwrk": "infra/pods""#)
        #expect(finding.kind == .unknownKey)
        #expect(finding.message == #"tartan has no key "clusterNetwrk""#)
        #expect(finding.replacement == #""clusterNetwork""#)
    }

    @Test("a key in other letters is the key, as Tartan and Multus read it")
    func letterCase() {
        #expect(
            Self.findings(
                (
                    "a.conf",
                    #"{"cniVersion": "1.0.0", "name": "pods", "type": "tartan", "ClusterNetwork": "infra/pods", "readinessIndicatorFile": "/run/ready", "capabilities": {"io.kubernetes.cri.pod-annotations": true}}"#
                )) == [])
    }

    @Test("a value that Tartan refuses is told with what it takes")
    func refused() throws {
        let path = try Self.tartan(#""clusterNetwork": "infra/pods", "logFile": "tartan.log""#)
        #expect(path.message == #""logFile" of tartan is "tartan.log", which it can't use"#)
        #expect(path.label == "an absolute path")
        let word = try Self.tartan(#""clusterNetwork": "infra/pods", "result": "primry""#)
        #expect(word.label == #"did you mean "primary"?"#)
        #expect(word.replacement == #""primary""#)
        #expect(word.notes == [#"It is one of "merged", "primary"."#])
        let flag = try Self.tartan(#""clusterNetwork": "infra/pods", "namespaceIsolation": "True""#)
        #expect(flag.kind == .quotedValue && flag.replacement == "true")
    }

    @Test("a key of Multus that Tartan does without is told as migrate tells it")
    func kubeconfig() throws {
        let finding = try Self.tartan(#""clusterNetwork": "infra/pods", "kubeconfig": "/k""#)
        #expect(finding.message == #"Tartan does without Multus' key "kubeconfig""#)
        #expect(
            finding.notes.first
                == "Tartan doesn't ask the API server: definitions come from the store, annotations from the runtime.")
        #expect(finding.notes.last?.hasSuffix("| sudo tartanctl apply -f -.") == true)
    }

    @Test(
        "a file that names itself is told, wherever it is validated",
        arguments: ["00-tartan.conf", "net.d/00-tartan.conf"])
    func itself(file: String) throws {
        let text =
            #"{"cniVersion": "1.0.0", "name": "pods", "type": "tartan", "capabilities": {"io.kubernetes.cri.pod-annotations": true}, "clusterNetwork": "/etc/cni/net.d/00-tartan.conf"}"#
        let finding = try Self.one(file, text)
        #expect(finding.message == #""clusterNetwork" of tartan is the file in which it stands"#)
        #expect(Self.findings(("tartan.d/00-tartan.conf", text)) == [])
    }

    @Test("a delegate that is a meta-plugin is told at its type")
    func recursion() throws {
        let finding = try Self.multus(
            #""delegates": [{"cniVersion": "1.0.0", "name": "a", "plugins": [{"type": "multus"}]}]"#)
        #expect(
            finding.message
                == "delegates[0] of multus is of multus, which makes no network but calls the plugins that do")
    }

    @Test("inline delegates are looked at as any configuration")
    func inline() throws {
        let finding = try Self.tartan(
            #""delegates": [{"cniVersion": "1.0.0", "name": "a", "type": "macvlan", "mastr": "eth1"}]"#)
        #expect(finding.message == #"macvlan has no key "mastr""#)
        let nameless = try Self.tartan(#""delegates": [{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}]"#)
        #expect(nameless.kind == .missingNetworkName)
    }

    @Test("the capability by which annotations come is missed at the capabilities")
    func annotations() throws {
        let finding = try Self.one(
            "a.conf",
            #"{"cniVersion": "1.0.0", "name": "pods", "type": "tartan", "clusterNetwork": "infra/pods", "capabilities": {}}"#
        )
        #expect(finding.message == #"tartan doesn't declare the capability "io.kubernetes.cri.pod-annotations""#)
        #expect(finding.label == #""io.kubernetes.cri.pod-annotations": true is missing"#)
    }

    @Test(
        "what brings annotations in another way is enough",
        arguments: [#""agentSocket": "/run/a.sock""#, #""fetchCommand": ["/bin/f"]"#])
    func otherWay(key: String) {
        #expect(
            Self.findings(
                (
                    "a.conf",
                    #"{"cniVersion": "1.0.0", "name": "pods", "type": "tartan", "clusterNetwork": "infra/pods", \#(key)}"#
                )) == [])
    }

    @Test("a namespace that can't be is marked by itself in the list between commas")
    func namespace() throws {
        let finding = try Self.tartan(
            #""clusterNetwork": "infra/pods", "namespaceIsolation": true, "globalNamespaces": "infra, Logs ,a""#)
        #expect(
            finding.message
                == #""Logs" in "globalNamespaces" of tartan can't be a namespace: it has characters other than lower-case letters, digits and "-""#
        )
        #expect(finding.place.endColumn - finding.place.column == 4)
    }

    @Test("a level that Multus doesn't know is a warning, as Multus passes over it")
    func level() throws {
        let finding = try Self.multus(#""clusterNetwork": "pods", "logLevel": "warning""#)
        #expect(finding.kind == .lenientValue)
        #expect(finding.label == #"one of "panic", "error", "verbose", "debug""#)
    }

    @Test("a shim and a daemon that don't meet are told with both places")
    func socket() throws {
        let findings = Self.findings(
            (
                "00-multus.conf",
                #"{"cniVersion": "1.0.0", "name": "pods", "type": "multus-shim", "clusterNetwork": "pods"}"#
            ),
            ("daemon-config.json", #"{"chrootDir": "/hostroot", "socketDir": "/host/run/other/"}"#))
        try #require(findings.count == 1, "\(findings)")
        #expect(
            findings[0].message
                == #"the shim looks for the daemon's socket in "/run/multus", and it is in "/run/other""#)
        #expect(findings[0].related.map(\.place.file) == ["daemon-config.json"])
    }

    @Test("the daemon's file and the ConfigMap of an installation count as configurations, other ConfigMaps don't")
    func counts() {
        var validator = Validator()
        validator.add(InputText("daemon-config.json", Array(#"{"chrootDir": "/hostroot"}"#.utf8)))
        let map =
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  cni-conf.json: '{\"name\": \"cbr0\", \"plugins\": [{\"type\": \"flannel\"}]}'\n"
        validator.add(InputText("flannel.yaml", Array(map.utf8)))
        let report = validator.report()
        #expect(report.findings == [])
        #expect(report.counts.configurations == 1 && report.counts.foreign == 1)
    }
}
