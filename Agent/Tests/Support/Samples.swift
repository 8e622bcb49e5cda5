public import ExactJSON
import Foundation
public import KubernetesClient

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A network as the API server has it.
public func network(_ namespace: String, _ name: String, config: String = #"{"type":"macvlan"}"#) -> JSONValue {
    [
        "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
        "metadata": ["namespace": .string(namespace), "name": .string(name)],
        "spec": ["config": .string(config)],
    ]
}

public func pod(
    _ namespace: String, _ name: String, uid: String, annotations: [(String, String)] = []
) -> JSONValue {
    [
        "apiVersion": "v1", "kind": "Pod",
        "metadata": [
            "namespace": .string(namespace), "name": .string(name), "uid": .string(uid),
            "annotations": .object(
                JSONObject(annotations.map { JSONObject.Member(key: $0.0, value: .string($0.1)) })),
        ],
        "spec": ["nodeName": "node-a"],
    ]
}

/// Waits for a condition, at most ten seconds; false if it never held.
public func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<1000 {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return false
}

extension KubernetesClient {
    /// Runs the body with a client of a server on this port of loopback.
    public static func testing<Value: Sendable>(
        _ port: Int, _ body: (KubernetesClient) async throws -> Value
    ) async throws -> Value {
        let file = try TemporaryFolder().kubeconfig(port: port)
        return try await serving(
            try ClusterAccess.find(kubeconfig: file.path, environment: [:]), userAgent: "test", body)
    }
}

extension TemporaryFolder {
    /// - Returns: a kubeconfig's path, and what keeps it there.
    public func kubeconfig(port: Int, user: String = "{}") throws -> (path: String, folder: TemporaryFolder) {
        let path = try write(
            "config",
            """
            current-context: test
            contexts: [{name: test, context: {cluster: test, user: test}}]
            clusters: [{name: test, cluster: {server: 'http://127.0.0.1:\(port)'}}]
            users: [{name: test, user: \(user)}]
            """)
        return (path, self)
    }
}

public enum WebPage {
    /// What a server answers, whatever it is; status 0 where nobody does.
    public static func get(_ url: String) async -> (status: Int, text: String) {
        guard let address = URL(string: url), let (data, response) = try? await URLSession.shared.data(from: address)
        else { return (0, "") }
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }
}
