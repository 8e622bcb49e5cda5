extension Sample {
    /// Tartan's list with further keys of the plugin, in lines as they are to stand there.
    static func tartan(_ keys: String, version: String = "\"cniVersion\": \"1.0.0\"") -> Sample {
        Sample(
            "00-tartan.conflist",
            """
            {
              \(version), "name": "tartan",
              "plugins": [
                {
                  "type": "tartan",
                  "capabilities": {"portMappings": true, "io.kubernetes.cri.pod-annotations": true},
            \(indented(keys, 6))
                }
              ]
            }

            """)
    }

    /// The configuration of Multus' thin plugin with further keys.
    static func multus(_ keys: String) -> Sample {
        Sample(
            "00-multus.conf",
            """
            {
              "cniVersion": "1.0.0", "name": "multus-cni-network", "type": "multus",
            \(indented(keys, 2))
            }

            """)
    }

    /// The file of Multus' daemon with further keys.
    static func daemon(_ keys: String) -> Sample {
        Sample("daemon-config.json", "{\n  \"chrootDir\": \"/hostroot\",\n\(indented(keys, 2))\n}\n")
    }

    private static func indented(_ text: String, _ count: Int) -> String {
        let blanks = String(repeating: " ", count: count)
        return text.split(separator: "\n").map { blanks + $0 }.joined(separator: "\n")
    }
}
