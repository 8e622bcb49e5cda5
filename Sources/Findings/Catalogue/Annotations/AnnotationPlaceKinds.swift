// Annotations that nobody reads.
extension FindingKind {
    static let annotationPlaceKinds = [
        misspeltPodAnnotation, annotationElsewhere, annotationAmongLabels, statusByHand,
    ]

    package static let misspeltPodAnnotation = FindingKind(
        "TN1237", .warning, "misspelt annotation of a pod",
        explanation:
            "Nobody reads an annotation of another name, and nothing says so: the pod starts with eth0 alone. The networks annotation has the prefix k8s.v1.cni.cncf.io, with v1, unlike the API group of definitions; the default network's has v1.multus-cni.io. Names from Multus' first years (networks, kubernetes.v1.cni.cncf.io/networks) are read no more.",
        remedy: "Correct the key.",
        bad: .annotatedPod("⟦k8s.cni.cncf.io/networks⟧: storage"),
        good: .annotatedPod("k8s.v1.cni.cncf.io/networks: storage"))

    package static let annotationElsewhere = FindingKind(
        "TN1238", .warning, "annotation where nobody looks for it",
        explanation:
            "A Deployment's own annotations aren't those of its pods: they get what stands in the template's metadata (Multus #308). The same holds for what stands beside `metadata`, for the networks annotation of a definition, and for the resource's annotation of a pod. The pods start with eth0 alone, and nothing says so.",
        remedy:
            "Move it to spec.template.metadata.annotations; of a CronJob, spec.jobTemplate.spec.template.metadata.annotations.",
        bad: Sample(
            "web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              annotations:
                ⟦k8s.v1.cni.cncf.io/networks⟧: storage
            spec:
              template:
                metadata:
                  labels: {app: web}
            """),
        good: Sample(
            "web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              template:
                metadata:
                  labels: {app: web}
                  annotations:
                    k8s.v1.cni.cncf.io/networks: storage
            """))

    package static let annotationAmongLabels = FindingKind(
        "TN1239", .warning, "annotation among the labels",
        explanation:
            "A short comma list is a valid label, so that the API server takes it, and nobody reads it: the pod starts with eth0 alone.",
        remedy: "Move it to annotations.",
        bad: Sample(
            "web.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\n    ⟦k8s.v1.cni.cncf.io/networks⟧: storage\n"
        ),
        good: Sample(
            "web.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\n  annotations:\n    k8s.v1.cni.cncf.io/networks: storage\n"
        ))

    package static let statusByHand = FindingKind(
        "TN1240", .warning, "network status that is written by hand",
        explanation:
            "k8s.v1.cni.cncf.io/network-status (of old networks-status) is written when a pod has been attached, and says to what. In a file it asks for nothing; copied from another pod it tells wrong addresses until it is overwritten.",
        remedy: "Remove it. Networks are asked for by k8s.v1.cni.cncf.io/networks.",
        bad: .annotatedPod("⟦k8s.v1.cni.cncf.io/network-status⟧: storage"),
        good: .annotatedPod("k8s.v1.cni.cncf.io/networks: storage"))
}
