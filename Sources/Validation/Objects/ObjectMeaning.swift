/// What an object is to a validation, by kind and API group.
package enum ObjectMeaning: Sendable, Equatable {
    case definition
    case pod
    /// A kind that makes pods, and where in it their template is.
    case workload(template: [String])
    /// KubeVirt's machine: its pod's annotations are made of `networks` in the template.
    case virtualMachine(template: [String])
    case claim
    /// A list; the kind of items that don't say so themselves, as in the API server's own lists.
    case list(itemKind: String?)
    case foreign

    package init(kind: String, apiVersion: String) {
        let group = apiVersion.utf8.contains(UInt8(ascii: "/")) ? String(apiVersion.prefix { $0 != "/" }) : ""
        switch (kind, group) {
        case ("NetworkAttachmentDefinition", "k8s.cni.cncf.io"): self = .definition
        case ("IPAMClaim", "k8s.cni.cncf.io"): self = .claim
        case ("Pod", ""): self = .pod
        case ("PodTemplate", ""): self = .workload(template: ["template"])
        case ("ReplicationController", ""), ("Deployment", "apps"), ("DaemonSet", "apps"), ("ReplicaSet", "apps"),
            ("StatefulSet", "apps"), ("Job", "batch"), ("Deployment", "extensions"), ("DaemonSet", "extensions"),
            ("ReplicaSet", "extensions"):
            self = .workload(template: ["spec", "template"])
        case ("CronJob", "batch"): self = .workload(template: ["spec", "jobTemplate", "spec", "template"])
        case ("VirtualMachine", "kubevirt.io"): self = .virtualMachine(template: ["spec", "template"])
        case ("VirtualMachineInstanceReplicaSet", "kubevirt.io"):
            self = .virtualMachine(template: ["spec", "template"])
        case ("VirtualMachineInstance", "kubevirt.io"): self = .virtualMachine(template: [])
        // Of the wrong API version too: that is told, and its items are looked at.
        case ("List", ""), ("List", "k8s.cni.cncf.io"): self = .list(itemKind: nil)
        default: self = kind.hasSuffix("List") ? Self.typedList(kind, apiVersion) : .foreign
        }
    }

    private static func typedList(_ kind: String, _ apiVersion: String) -> ObjectMeaning {
        let item = String(kind.dropLast("List".count))
        return ObjectMeaning(kind: item, apiVersion: apiVersion) == .foreign ? .foreign : .list(itemKind: item)
    }
}
