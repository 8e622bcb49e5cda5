/// What a call is about: a container and its network namespace.
struct Sandbox {
    var id: String
    var namespace: String

    func environment(_ verb: Verb, _ scenario: Scenario) -> [String: String] {
        let own = [
            "CNI_COMMAND": verb.rawValue, "CNI_CONTAINERID": id, "CNI_NETNS": "/run/netns/\(namespace)",
            "CNI_IFNAME": "eth0", "CNI_PATH": scenario.searched, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "CNI_ARGS":
                "IgnoreUnknown=1;K8S_POD_NAMESPACE=bench;K8S_POD_NAME=\(scenario.hasOwnPods ? id : "pod");K8S_POD_INFRA_CONTAINER_ID=\(id)",
        ]
        return own.merging(scenario.clock?.environment ?? [:]) { own, _ in own }
            .merging(scenario.environment) { own, _ in own }
    }
}
