import Findings

/// Looks at all objects together, by one picture of them that every check shares.
struct ClusterCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        if scope.definitions.isEmpty, scope.pods.isEmpty, scope.configurations.isEmpty { return }
        let picture = ClusterPicture(scope, context)
        for check in ClusterChecks.picture { check.check(picture, &sink) }
    }
}
