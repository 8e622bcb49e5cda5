/// What a call is about: a container and its network namespace.
struct Sandbox {
    var id: String
    var namespace: String

    func environment(_ verb: Verb, plugins: String) -> [String: String] {
        [
            "CNI_COMMAND": verb.rawValue, "CNI_CONTAINERID": id, "CNI_NETNS": "/run/netns/\(namespace)",
            "CNI_IFNAME": "eth0", "CNI_PATH": plugins, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "CNI_ARGS": "IgnoreUnknown=1;K8S_POD_NAMESPACE=bench;K8S_POD_NAME=pod;K8S_POD_INFRA_CONTAINER_ID=\(id)",
        ]
    }
}
