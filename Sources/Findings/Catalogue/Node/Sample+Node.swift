extension Sample {
    /// A definition and what is known of a node, each in a file.
    static func onNode(_ facts: String, _ config: String) -> Sample {
        Sample([File("lan.yaml", network("lan", config)), File("node.yaml", "node: worker-1\n\(facts)\n")])
    }

    /// What is known of a node alone.
    static func node(_ facts: String) -> Sample { Sample("node.yaml", "node: worker-1\n\(facts)\n") }

    /// A definition of a macvlan, `type` and `master` as they are given.
    static func plainMACVLAN(type: String = "\"macvlan\"", master: String = "\"eth1\"", more: String = "") -> String {
        "{\"cniVersion\": \"1.0.0\", \"type\": \(type), \"master\": \(master)\(more)}"
    }

    /// Tartan's file and the cluster network's, in the runtime's folder.
    static func runtime(kind: String = "containerd", _ files: String) -> Sample {
        node(
            "runtime:\n  kind: \(kind)\n  files:\n"
                + files.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
    }

    /// A file of the runtime's folder with Tartan.
    static let tartanFile = """
        00-tartan.conflist: '{"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": "tartan", "clusterNetwork": "/etc/cni/tartan.d"}]}'

        """
}
