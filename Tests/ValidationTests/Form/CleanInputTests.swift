import Findings
import Foundation
import Testing
import Validation

@Suite("Nothing wrong")
struct CleanInputTests {
    private static func report(_ files: [(name: String, text: String)]) -> ValidationReport {
        var validator = Validator()
        for file in files { validator.add(InputText(file.name, Array(file.text.utf8))) }
        return validator.report()
    }

    /// What is right to be found in samples that show how things are elsewhere.
    private static let known = [
        "multus/thick-file/daemon-config.json TN6026", "multus/thick-file/daemon-config.json TN6022",
        // Three ways to do the same: a node has one of them.
        "canal/etcd.conflist TN4026", "canal/literal.conflist TN4026", "canal/literal.conflist TN4016",
    ]

    @Test("everything in samples/ validates without a finding, but for what is named here")
    func samples() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { name in
            [".yaml", ".conf", ".conflist", ".json"].contains(where: name.hasSuffix)
        }
        #expect(names.count > 10)
        let files = try names.sorted().map {
            (name: $0, text: try String(contentsOf: root.appending(path: $0), encoding: .utf8))
        }
        // Folders are examples of their own: each is looked at alone.
        for (_, files) in Dictionary(grouping: files, by: { $0.name.split(separator: "/").dropLast().joined() }) {
            let found = Self.report(files).findings.filter { finding in
                !Self.known.contains("\(finding.place.file) \(finding.code)")
            }
            #expect(found == [])
        }
    }

    static let foreignTexts = [
        "", "# nothing but a remark\n", "---\n---\n", "just a text\n", "- a\n- b\n", "a: {b: c}\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  cni.conf: \"{{ not json\"\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: x, annotations: {a: 1}}\n",
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: network-attachment-definitions.k8s.cni.cncf.io}\nspec: {group: k8s.cni.cncf.io}\n",
        "apiVersion: k8s.cni.cncf.io/v1beta2\nkind: MultiNetworkPolicy\nmetadata: {name: x}\n",
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n",
        "replicaCount: 1\nimage: {tag: \"{{ .Chart.AppVersion }}\"}\n",
        "{{- if .Values.x }}\napiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n",
        "apiVersion: v1\nkind: List\nitems: []\n",
        "apiVersion: example.com/v1\nkind: Networks\nmetadata: {Name: X_Y}\n",
        "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n",
    ]

    @Test("what is no business of Tartan's has no finding and is counted", arguments: foreignTexts)
    func foreign(_ text: String) {
        let report = Self.report([(name: "x.yaml", text: text)])
        #expect(report.findings == [])
        #expect(report.counts.foreign == 1)
    }

    static let validTexts = [
        "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: legacy-lan, namespace: infra}\n",
        "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: x}\nspec: {}\n",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  labels: {app.kubernetes.io/name: \"web\"}\nspec:\n  template:\n    metadata:\n      annotations: {prometheus.io/port: \"9090\", empty: \"\", none: null}\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {generateName: web-, namespace: \"\"}\n",
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: j}\nspec: {jobTemplate: {spec: {template: {metadata: {labels: {a: b}}}}}}\n",
        "apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: vm.a}\nspec: {template: {spec: {}}}\n",
        "apiVersion: k8s.cni.cncf.io/v1alpha1\nkind: IPAMClaim\nmetadata: {name: a.b.c}\nspec: {network: tenant, interface: net1}\nstatus: {ips: []}\n",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: k8s.cni.cncf.io/v1\n  kind: NetworkAttachmentDefinition\n  metadata: {name: x, creationTimestamp: null, resourceVersion: \"1\", uid: u, generation: 1, managedFields: []}\n",
        "{\"apiVersion\": \"k8s.cni.cncf.io/v1\", \"kind\": \"NetworkAttachmentDefinitionList\", \"items\": [{\"metadata\": {\"name\": \"x\"}}]}",
        "\u{FEFF}apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: web\r\n  annotations:\r\n    note: |\r\n      two\r\n      lines\r\n",
    ]

    @Test("valid objects have no finding", arguments: validTexts)
    func valid(_ text: String) {
        let report = Self.report([(name: "x.yaml", text: text)])
        #expect(report.findings == [])
        #expect(report.counts.foreign == 0)
    }

    @Test("plugins in files of a list's own folder need neither name nor version")
    func folder() {
        let list = (
            name: "net.d/50-blue.conflist",
            text: "{\"cniVersion\": \"1.1.0\", \"name\": \"blue\", \"plugins\": [{\"type\": \"tap\"}]}"
        )
        let plugin = (name: "net.d/blue/10-tuning.conf", text: "{\"type\": \"tuning\"}")
        #expect(Self.report([list, plugin]).findings == [])
        let other = (name: "net.d/10-tuning.conf", text: "{\"type\": \"tuning\"}")
        #expect(Self.report([list, other]).findings.map(\.code) == ["TN1116", "TN1113"])
    }

    @Test("variants of an object in other folders are no repetition")
    func variants() {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n"
        #expect(Self.report([(name: "a/x.yaml", text: text), (name: "b/x.yaml", text: text)]).findings == [])
    }
}
