extension Sample {
    private static let networks = "k8s.v1.cni.cncf.io/networks"

    /// A pod whose networks annotation is written as YAML in the key's line.
    static func asking(_ value: String) -> Sample { annotatedPod("\(networks): \(value)") }

    /// A pod whose networks annotation is the text, in the lines below a `|`.
    static func askingInLines(_ text: String) -> Sample {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return annotatedPod("\(networks): |\n" + lines.map { "  \($0)" }.joined(separator: "\n"))
    }

    /// A pod with annotations, given in lines of YAML.
    static func annotatedPod(_ annotations: String) -> Sample {
        let lines = annotations.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }
        return Sample(
            "web.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n" + lines.joined())
    }

    /// A machine of KubeVirt with networks and interfaces, each in lines of YAML.
    static func machine(networks: String, interfaces: String) -> Sample {
        func indented(_ text: String, _ count: Int) -> String {
            let blanks = String(repeating: " ", count: count)
            return text.split(separator: "\n").map { "\(blanks)\($0)\n" }.joined()
        }
        return Sample(
            "machine.yaml",
            """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata:
              name: db
            spec:
              template:
                spec:
                  domain:
                    devices:
                      interfaces:

            """ + indented(interfaces, 12) + "      networks:\n" + indented(networks, 8))
    }
}
