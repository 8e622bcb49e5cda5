// What passes between the runtime and Tartan, and how long it may take.
extension FindingKind {
    static let metaPluginRuntimeKinds = [
        annotationsNotHandedOver, clusterCapabilityUndeclared, newestVersionAlone, answerOfOneNetwork, waitBeyondCall,
        commandNotFound, noNamespace,
    ]

    package static let annotationsNotHandedOver = FindingKind(
        "TN6010", .warning, "annotations that the runtime keeps to itself",
        explanation: """
            containerd (since 1.5) and CRI-O (since 1.29) hand a pod's annotations to a plugin that declares the capability \
            io.kubernetes.cri.pod-annotations. Without it Tartan looks for the pod in its store, asks an agent if \
            there is one, and then fails the pod with error 11. Pods that ask for no network fail, too, unless "unknownPod" \
            says otherwise.
            """,
        remedy: """
            Declare it. tartanctl init --apply does. Where pods come into the store by other means, with older runtimes, ignore \
            this code in .tartan.yaml with the reason.
            """,
        bad: Sample(
            "00-tartan.conflist",
            #"""
            {
              "cniVersion": "1.0.0", "name": "tartan",
              "plugins": [
                {
                  "type": "tartan",
                  ⟦"capabilities"⟧: {"portMappings": true},
                  "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist"
                }
              ]
            }

            """#),
        good: .tartan(#""clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist""#))

    package static let clusterCapabilityUndeclared = FindingKind(
        "TN6011", .warning, "capability of the cluster network that the runtime doesn't see",
        explanation: """
            The runtime hands over hostPorts ("portMappings"), "bandwidth" and others only if the file that it reads declares the \
            capability. That is the meta-plugin's file, not the cluster network's. Without it hostPorts of pods and limits of \
            their bandwidth do nothing on this node, and nobody says so.
            """,
        remedy: "Declare at the meta-plugin what the cluster network's plugins declare. tartanctl init --apply does.",
        bad: Sample(
            "00-tartan.conflist",
            #"""
            {
              "cniVersion": "1.0.0", "name": "tartan",
              "plugins": [
                {
                  "type": "tartan",
                  ⟦"capabilities"⟧: {"io.kubernetes.cri.pod-annotations": true},
                  "delegates": [{
                    "cniVersion": "1.0.0", "name": "cbr0",
                    "plugins": [{"type": "flannel"}, {"type": "portmap", "capabilities": {"portMappings": true}}]
                  }]
                }
              ]
            }

            """#),
        good: .tartan(
            #"""
            "delegates": [{
              "cniVersion": "1.0.0", "name": "cbr0",
              "plugins": [{"type": "flannel"}, {"type": "portmap", "capabilities": {"portMappings": true}}]
            }]
            """#))

    package static let newestVersionAlone = FindingKind(
        "TN6012", .note, "answers in a version that older runtimes can't read",
        explanation: """
            The runtime is answered in the version of its file. containerd before 2.0 knows versions up to 1.0.0, takes \
            "cniVersion" as it stands, and can't read an answer of 1.1.0: no pod starts. Newer runtimes take the highest \
            of "cniVersions" that they know.
            """,
        remedy:
            "Write \"cniVersion\": \"1.0.0\", \"cniVersions\": [\"1.0.0\", \"1.1.0\"]: older and newer runtimes read that.",
        bad: .tartan(
            #""clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist""#, version: #""cniVersion": ⟦"1.1.0"⟧"#),
        good: .tartan(
            #""clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist""#,
            version: #""cniVersion": "1.0.0", "cniVersions": ["1.0.0", "1.1.0"]"#))

    package static let answerOfOneNetwork = FindingKind(
        "TN6013", .warning, "answers that can hold one network only",
        explanation: """
            Answers of 0.1.0 and 0.2.0 have one IPv4 and one IPv6 address and no interfaces. Tartan answers with those of the \
            cluster network then; the runtime never hears of the others, whatever "result" says. Their plugins are called all \
            the same, each in the version of its own configuration. CHECK is not asked below 0.4.0.
            """,
        remedy:
            "Write 1.0.0, or \"result\": \"primary\" if the cluster network's addresses are all that the runtime is to know.",
        bad: .tartan(
            #""clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist""#, version: #""cniVersion": ⟦"0.2.0"⟧"#),
        good: .tartan(
            #""clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist""#, version: #""cniVersion": "0.3.1""#))

    package static let waitBeyondCall = FindingKind(
        "TN6014", .warning, "time that is longer than the call",
        explanation: """
            An ADD has 100 seconds, and the last 30 of them are kept for undoing what was done. A binary that hangs is ended \
            then, however long "delegateTimeout" is, and so is every wait: kubelet would give up soon after and leave \
            a half-made pod behind.
            """,
        remedy: "Write a time below 70 seconds, with room for the other plugins of the pod.",
        bad: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "delegateTimeout": ⟦"3m"⟧
            """#),
        good: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "delegateTimeout": "45s"
            """#))

    package static let commandNotFound = FindingKind(
        "TN6015", .error, "command that can't be started",
        explanation: """
            "fetchCommand" is started as it is written, without a shell and without looking into PATH: its first element is the \
            path of a program, each further one an argument. What can't be started finds nothing, and pods and networks that \
            the store lacks are not found; the error's details name the command.
            """,
        remedy: "Write the program's whole path as the first element, and each argument as an element of its own.",
        bad: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "fetchCommand": [⟦"fetch-network --timeout 5"⟧]
            """#),
        good: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "fetchCommand": ["/usr/local/bin/fetch-network", "--timeout", "5"]
            """#))

    package static let noNamespace = FindingKind(
        "TN6016", .warning, "name that no namespace can have",
        explanation: """
            "globalNamespaces", "systemNamespaces" and "multusNamespace" are compared with namespaces letter for letter. A name \
            with capitals, a slash or a blank in it, or a pattern, fits none: networks that were meant to be for everybody \
            are refused (Multus #567, #489), pods of the system get networks that they were not to get. Setting \
            "globalNamespaces" also replaces the implied "default".
            """,
        remedy:
            "Write namespaces as kubectl get namespaces shows them; in \"globalNamespaces\" with commas between them.",
        bad: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "namespaceIsolation": true,
            "globalNamespaces": "default, ⟦infra storage⟧"
            """#),
        good: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "namespaceIsolation": true,
            "globalNamespaces": "default, infra, storage"
            """#))
}
