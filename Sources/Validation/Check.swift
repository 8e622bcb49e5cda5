package import PluginCatalogue

// What a check is: a rule over one thing, with its findings put into the sink. A check looks at nothing else, so the order
// of checks doesn't matter. Each group of checks lists its own.

/// Over one object of Kubernetes, of whatever kind.
package protocol ObjectCheck: Sendable {
    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink)
}

/// Over one network configuration, of a definition or of a file.
package protocol ConfigurationCheck: Sendable {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink)
}

/// Over one pod or workload.
package protocol PodCheck: Sendable {
    func check(_ pod: PodFacts, _ context: ValidationContext, _ sink: inout FindingSink)
}

/// Over all that was read. The time it takes must grow with the number of objects, not with its square.
package protocol ScopeCheck: Sendable {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink)
}

/// What every check may know beside its object.
package struct ValidationContext: Sendable {
    package let settings: ValidationSettings
    package let catalogue: PluginCatalogue
}
