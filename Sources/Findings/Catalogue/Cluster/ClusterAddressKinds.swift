// Addresses that are the cluster's, and addresses that don't suffice.
extension FindingKind {
    static let clusterAddressKinds = [
        overlapWithCluster, routeOverCluster, sharedSubnetFile, tooFewAddresses, sharedPodRange,
    ]

    private static func withRanges(_ text: String) -> Sample {
        Sample([
            Sample.File(".tartan.yaml", "clusterRanges: [10.244.0.0/16, 10.96.0.0/12]\n"),
            Sample.File("storage.yaml", text),
        ])
    }

    package static let overlapWithCluster = FindingKind(
        "TN4014", .warning, "network with addresses of the cluster's pods or services",
        explanation: """
            The cluster's ranges are given by `--cluster-range` or by "clusterRanges" in .tartan.yaml. A pod in a network with \
            the same addresses sends by its second interface what is meant for other pods or for services such as the cluster's \
            DNS: names don't resolve, probes fail, and the network itself seems to work.
            """,
        remedy:
            "Take a range that the cluster doesn't use. `kubectl cluster-info dump | grep -m1 cluster-cidr` shows the pods', `grep -m1 service-cluster-ip-range` the services'.",
        bad: withRanges(Sample.lan("storage", Sample.macvlan(Sample.subnet(#"⟦"10.244.7.0/24"⟧"#)))),
        good: withRanges(Sample.lan("storage", Sample.macvlan(Sample.subnet(#""10.30.7.0/24""#)))))

    package static let routeOverCluster = FindingKind(
        "TN4015", .warning, "route that takes the cluster's traffic",
        explanation: """
            A route of a second network is stronger than the pod's default route, by which it reaches other pods and services. If \
            it covers the cluster's ranges, as 10.0.0.0/8 covers 10.96.0.0/12, packets to services leave by the second network: \
            names don't resolve, and the API server can't be reached.
            """,
        remedy: "Write routes to what is behind the network only, such as 10.30.0.0/16 instead of 10.0.0.0/8.",
        bad: withRanges(
            Sample.lan("storage", Sample.macvlan(routed(#"⟦"10.0.0.0/8"⟧"#)))),
        good: withRanges(Sample.lan("storage", Sample.macvlan(routed(#""10.30.0.0/16""#)))))

    private static func routed(_ destination: String) -> String {
        #""ipam": {"type": "host-local", "subnet": "192.168.7.0/24", "routes": [{"dst": \#(destination), "gw": "192.168.7.1"}]}"#
    }

    package static let sharedSubnetFile = FindingKind(
        "TN4016", .error, "two Flannel networks over one subnet file",
        explanation: """
            flanneld writes the node's part of the overlay into one file, and the plugin takes its range from there. A second \
            network with another name uses the same range, but host-local remembers what it gave out under each network's name: \
            the first pod of each has the same address (kubevirtci #67, where a renamed network did it).
            """,
        remedy:
            "Keep one name for the overlay. A second Flannel needs its own flanneld, with `--subnet-file`, and \"subnetFile\" and \"delegate\": {\"bridge\": …} in its definition.",
        bad: Sample([
            Sample.File("10-flannel.conflist", flannelList),
            Sample.File("overlay.yaml", Sample.lan("overlay", flannel(type: #"⟦"flannel"⟧"#))),
        ]),
        good: Sample([
            Sample.File("10-flannel.conflist", flannelList),
            Sample.File(
                "overlay.yaml",
                Sample.lan(
                    "overlay",
                    flannel(
                        type: #""flannel""#,
                        more:
                            #", "subnetFile": "/run/flannel/second.env", "delegate": {"bridge": "cni1"}"#))),
        ]))

    private static let flannelList = """
        {"cniVersion": "0.3.1", "name": "cbr0", "plugins": [
          {"type": "flannel", "delegate": {"hairpinMode": true, "isDefaultGateway": true}}
        ]}

        """

    private static func flannel(type: String, more: String = "") -> String {
        #"{"cniVersion": "0.3.1", "type": \#(type)\#(more)}"#
    }

    package static let tooFewAddresses = FindingKind(
        "TN4017", .warning, "more pods than addresses",
        explanation: """
            Whereabouts gives out addresses for the whole cluster, so they can be counted. The pods and replicas among what was \
            read are more than the range has: those that come last stay in ContainerCreating, "Could not allocate IP in range". \
            What a DaemonSet makes isn't counted, nor what asks for an address of its own.
            """,
        remedy:
            "Enlarge the range, exclude less, or have fewer replicas. A rolling update needs some more for a while.",
        bad: .cluster(
            Sample.lan("lan", Sample.macvlan(smallRange)), Sample.asking("lan"),
            Sample.asking("lan", name: "web-2"), Sample.asking("lan", name: "web-3")),
        good: .cluster(
            Sample.lan("lan", Sample.macvlan(smallRange.replacingMarks)), Sample.asking("lan"),
            Sample.asking("lan", name: "web-2")))

    package static let sharedPodRange = FindingKind(
        "TN4026", .warning, "two networks over the node's range of pod addresses",
        explanation: """
            "usePodCidr" is the range that the cluster has given the node for its pods, and flanneld takes the same one from \
            Kubernetes. host-local remembers what it gave out under a network's name and folder: of two networks over that range \
            each begins at its first address, and two pods of the node get the same.
            """,
        remedy:
            "Let one network give out the node's range, under one name. Canal needs no network of Flannel's beside it.",
        bad: Sample([
            Sample.File("10-canal.conflist", canal(as: "k8s-pod-network", #""usePodCidr""#)),
            Sample.File("20-pods.conflist", canal(as: "pods", #"⟦"usePodCidr"⟧"#)),
        ]),
        good: Sample([
            Sample.File("10-canal.conflist", canal(as: "k8s-pod-network", #""usePodCidr""#)),
            Sample.File("20-pods.conflist", canal(as: "pods", #""10.30.7.0/24""#)),
        ]))

    private static func canal(as name: String, _ subnet: String) -> String {
        """
        {"cniVersion": "1.0.0", "name": "\(name)", "plugins": [
          {"type": "calico", "ipam": {"type": "host-local", "subnet": \(subnet)},
           "kubernetes": {"kubeconfig": "/etc/cni/net.d/calico-kubeconfig"}}
        ]}

        """
    }

    private static let smallRange = #""ipam": {"type": "whereabouts", "range": ⟦"10.1.0.0/30"⟧}"#
}

extension String {
    /// Without the marks of a sample.
    fileprivate var replacingMarks: String {
        var plain = String.UnicodeScalarView()
        for scalar in unicodeScalars where scalar != "⟦" && scalar != "⟧" { plain.append(scalar) }
        return String(plain)
    }
}
