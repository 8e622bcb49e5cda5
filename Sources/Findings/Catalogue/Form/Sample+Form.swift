extension Sample {
    /// A definition whose configuration is the text, in the lines below `config: |`.
    static func definition(_ config: String) -> Sample {
        let lines = config.split(separator: "\n", omittingEmptySubsequences: false)
        return Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: storage
            spec:
              config: |

            """ + lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined())
    }

    /// A definition without anything special, what is given in its place of one line or more.
    static func manifest(
        apiVersion: String = "apiVersion: k8s.cni.cncf.io/v1", kind: String = "kind: NetworkAttachmentDefinition",
        metadata: String = "name: storage",
        spec: String = "config: '{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}'"
    ) -> Sample {
        func indented(_ text: String) -> String {
            text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
        }
        let head = [apiVersion, kind].filter { !$0.isEmpty }.map { $0 + "\n" }.joined()
        return Sample("storage.yaml", head + "metadata:\n" + indented(metadata) + "spec:\n" + indented(spec))
    }

    /// A list with a name, in a file of its own.
    static func list(_ text: String, as name: String = "10-lan.conflist") -> Sample { Sample(name, text + "\n") }
}
