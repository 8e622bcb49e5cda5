/// The checks of Tartan's and Multus' own configuration: what it means. That it is a network configuration at all is looked
/// at as with any other.
enum SettingsChecks {
    static let metaPlugin: [any MetaPluginCheck] = [
        RefusedSettingCheck(), MultusValueCheck(), SettingNameCheck(), OtherModeCheck(), ClusterNetworkCheck(),
        ReferenceCheck(), OwnFileCheck(), InlineDelegateCheck(), AnnotationCapabilityCheck(), AnswerVersionCheck(),
        NamespaceSettingCheck(), FruitlessSettingCheck(), SocketPathCheck(), FolderCheck(), WaitCheck(),
        FetchCommandCheck(), MultusDaemonCheck(), MultusClientCheck(),
    ]
    static let configuration: [any ConfigurationCheck] = [MetaPluginRoleCheck()]
    static let scope: [any ScopeCheck] = [
        ClusterCapabilityCheck(), DaemonSocketCheck(), SettingNetworkCheck(),
    ]
}
