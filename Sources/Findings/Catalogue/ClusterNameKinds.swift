// Names that lead nowhere.
extension FindingKind {
    static let clusterNameKinds = [unknownNetwork]

    package static let unknownNetwork = FindingKind(
        "TN4001", .error, "network that does not exist",
        explanation: "", remedy: "",
        bad: Sample("network.yaml", ""), good: Sample("network.yaml", ""))
}
