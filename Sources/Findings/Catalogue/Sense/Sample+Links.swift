extension Sample {
    /// Definitions and pods in one file, one after the other.
    static func objects(_ texts: String...) -> Sample {
        Sample("networks.yaml", texts.joined(separator: "---\n"))
    }

    /// A definition as a text, with the configuration in one line.
    static func network(_ name: String, _ config: String) -> String {
        """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata:
          name: \(name)
        spec:
          config: '\(config)'

        """
    }

    /// A pod as a text, with the networks that it asks for in one line.
    static func pod(_ networks: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            k8s.v1.cni.cncf.io/networks: '\(networks)'

        """
    }

    /// A chain of plugins as a configuration in several lines.
    static func chain(_ plugins: String...) -> String {
        "{\"cniVersion\": \"1.0.0\", \"plugins\": [\n  \(plugins.joined(separator: ",\n  "))\n]}"
    }

    /// A list with the network's name, in a file of its own.
    static func chainFile(_ plugins: String...) -> Sample {
        .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [\n  \(plugins.joined(separator: ",\n  "))\n]}"
        )
    }

    /// A bridge with addresses, in one line, for what comes behind it.
    static let plainBridge =
        "{\"type\": \"bridge\", \"bridge\": \"lan0\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"

    /// An ipvlan with addresses, in one line.
    static let plainIPVLAN =
        "{\"type\": \"ipvlan\", \"master\": \"eth1\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
}
