import Findings
import Testing
import Validation

@Suite struct UnknownNetworkTests {
    /// What is said of a pod in the namespace `shop` that names a network, where there are those.
    private static func findings(_ wanted: String, among networks: [String]) -> [Finding] {
        var text = ""
        for network in networks {
            let parts = network.split(separator: "/")
            text += """
                apiVersion: k8s.cni.cncf.io/v1
                kind: NetworkAttachmentDefinition
                metadata: {namespace: \(parts[0]), name: \(parts[1])}
                spec: {config: '{"cniVersion": "1.0.0", "type": "tap"}'}
                ---

                """
        }
        text += """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: shop
              annotations: {k8s.v1.cni.cncf.io/networks: '\(wanted)'}

            """
        var validator = Validator()
        validator.add(InputText("all.yaml", Array(text.utf8)))
        return validator.report().findings.filter { $0.code == "TN4001" }
    }

    @Test(
        "the same name of another namespace is proposed before names that are nearly the same",
        arguments: [
            ("storage", ["infra/storage", "shop/storag"], "there is \"infra/storage\""),
            ("storge", ["infra/lan", "shop/storage"], "did you mean \"shop/storage\"?"),
            ("lan3", ["shop/lan1", "shop/lan2"], "did you mean \"shop/lan1\" or \"shop/lan2\"?"),
        ])
    func advice(_ wanted: String, _ networks: [String], _ label: String) {
        let findings = Self.findings(wanted, among: networks)
        #expect(findings.map(\.code) == ["TN4001"])
        #expect(findings.first?.message == "network \"shop/\(wanted)\" does not exist")
        #expect(findings.first?.label == label)
    }

    @Test("nothing is proposed where nothing is near")
    func nothingNear() {
        #expect(Self.findings("storage", among: ["shop/lan"]).map(\.label) == [nil])
    }
}
