/// The checks of texts, of CNI's rules for lists and of Kubernetes objects.
enum FormChecks {
    static let object: [any ObjectCheck] = []
    static let configuration: [any ConfigurationCheck] = []
}
