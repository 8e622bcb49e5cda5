/// What an object of a manifest is to Tartan, by its kind and API group.
enum ManifestKind: Equatable {
    case network
    case pod
    /// A kind that makes pods, and where in it their template is.
    case workload(template: [String])
    /// A list, and what its items are where they don't say so themselves, as in the API server's own lists.
    case list(itemKind: String?)
    case foreign

    init(kind: String, apiVersion: String) {
        let group = apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
        switch (kind, group) {
        case ("NetworkAttachmentDefinition", _): self = .network
        case ("Pod", ""): self = .pod
        case ("Deployment", "apps"), ("Deployment", "extensions"), ("DaemonSet", "apps"), ("DaemonSet", "extensions"),
            ("ReplicaSet", "apps"), ("ReplicaSet", "extensions"), ("StatefulSet", "apps"), ("Job", "batch"):
            self = .workload(template: ["spec", "template"])
        case ("CronJob", "batch"): self = .workload(template: ["spec", "jobTemplate", "spec", "template"])
        case ("List", ""): self = .list(itemKind: nil)
        case ("NetworkAttachmentDefinitionList", _), ("PodList", ""), ("DeploymentList", _), ("DaemonSetList", _),
            ("ReplicaSetList", _), ("StatefulSetList", _), ("JobList", _), ("CronJobList", _):
            self = .list(itemKind: String(kind.dropLast("List".count)))
        default: self = .foreign
        }
    }
}
