// What is wrong with the annotations by which pods ask for networks, and with the networks of machines.
extension FindingKind {
    static let annotationKinds =
        selectionFormKinds + selectionElementKinds + selectionNameKinds + selectionRequestKinds
        + selectionTogetherKinds + annotationPlaceKinds + machineKinds
}
