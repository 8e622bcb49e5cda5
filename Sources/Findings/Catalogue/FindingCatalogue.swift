/// Every kind of finding that there is, by code.
package enum FindingCatalogue {
    package static let all: [FindingKind] = groups.flatMap { $0 }.sorted { $0.code < $1.code }

    private static let groups = [
        FindingKind.encodingKinds, FindingKind.yamlKinds, FindingKind.jsonSyntaxKinds, FindingKind.jsonWritingKinds,
        FindingKind.configurationKinds, FindingKind.listKinds, FindingKind.objectKinds, FindingKind.objectPartKinds,
        FindingKind.chainKinds, FindingKind.pluginVersionKinds, FindingKind.requestKinds,
        FindingKind.deviceKinds, FindingKind.policyChainKinds,
        FindingKind.annotationKinds,
        FindingKind.suppressionKinds,
        FindingKind.addressTextKinds, FindingKind.networkKinds, FindingKind.rangeKinds, FindingKind.gatewayKinds,
        FindingKind.fixedAddressKinds, FindingKind.routeKinds, FindingKind.resolverKinds,
        FindingKind.linkKinds, FindingKind.tuningKinds, FindingKind.masterKinds,
        FindingKind.shapingKinds, FindingKind.portKinds,
        FindingKind.askedKinds, FindingKind.askedLinkKinds,
        FindingKind.pluginNameKinds, FindingKind.pluginKeyKinds, FindingKind.pluginValueKinds,
        FindingKind.pluginRelationKinds,
        FindingKind.clusterNameKinds, FindingKind.claimKinds, FindingKind.commonAddressKinds,
        FindingKind.clusterAddressKinds, FindingKind.clusterPodKinds, FindingKind.clusterNetworkKinds,
        FindingKind.nodePluginKinds, FindingKind.nodeMasterKinds, FindingKind.nodeLinkKinds,
        FindingKind.nodeKernelKinds, FindingKind.nodeRuntimeKinds, FindingKind.nodeStateKinds,
        FindingKind.metaPluginNetworkKinds, FindingKind.metaPluginRuntimeKinds, FindingKind.metaPluginPathKinds,
        FindingKind.multusSettingKinds,
    ]

    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// - Parameter code: `TN1012`, in any case.
    package static func kind(_ code: String) -> FindingKind? {
        byCode[code.uppercased()]
    }
}
