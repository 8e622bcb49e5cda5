// What is wrong with the annotations by which pods ask for networks.
extension FindingKind {
    static let annotationKinds = [invalidSelection]

    package static let invalidSelection = FindingKind(
        "TN1201", .error, "annotation that can't be read",
        explanation: "", remedy: "",
        bad: Sample("network.yaml", ""), good: Sample("network.yaml", ""))
}
