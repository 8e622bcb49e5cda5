/// The checks of texts, of CNI's rules for lists and of Kubernetes objects.
enum FormChecks {
    static let object: [any ObjectCheck] = [
        KindCheck(), NameCheck(), MetadataCheck(), DefinitionCheck(), ResourceNameCheck(),
        AllowedNamespaceCheck(), ClaimCheck(),
    ]
    static let configuration: [any ConfigurationCheck] = [
        ListShapeCheck(), ListKeyCheck(), CNIVersionCheck(), NetworkNameCheck(), CapabilityShapeCheck(),
        RuntimeKeyCheck(), EndingCheck(), RepeatedKeyCheck(), PlaceholderCheck(),
    ]
    static let scope: [any ScopeCheck] = [MissingNetworkNameCheck(), SameObjectCheck()]
}
