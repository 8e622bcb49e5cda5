import ArgumentParser
import KubernetesClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How to reach the API server, and which store is meant.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The cluster (default: $KUBECONFIG, else the pod's service account).", valueName: "file"))
    var kubeconfig: String?

    @Option(help: ArgumentHelp("Instead of the kubeconfig's current one.", valueName: "name"))
    var context: String?

    @Option(help: ArgumentHelp("The store (default: $TARTAN_STORE, else /var/lib/tartan).", valueName: "dir"))
    var store: String?

    /// Runs the body with a client of the cluster.
    ///
    /// - Throws: where no cluster is named, or what names it can't be used; else what the body throws.
    func withClient<Value: Sendable>(_ body: (KubernetesClient) async throws -> Value) async throws -> Value {
        let access = try ClusterAccess.find(
            kubeconfig: kubeconfig, context: context, environment: ProcessInfo.processInfo.environment)
        return try await KubernetesClient.serving(access, userAgent: "tartan-agent", body)
    }

    var storeRoot: String {
        if let store { return store }
        let named = ProcessInfo.processInfo.environment["TARTAN_STORE"] ?? ""
        return named.isEmpty ? "/var/lib/tartan" : named
    }
}
