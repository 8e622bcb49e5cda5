package import ExactJSON
import TartanStore

// Writing the store as tartanctl and the agent do
extension Node {
    /// A NetworkAttachmentDefinition whose configuration is that text.
    ///
    /// - Parameter config: `spec.config`; nil for a definition without one.
    package func network(
        _ name: String, namespace: String = "default", config: String?, annotations: [String: String] = [:]
    ) throws {
        var metadata: JSONObject = JSONObject()
        metadata["name"] = .string(name)
        metadata["namespace"] = .string(namespace)
        if !annotations.isEmpty { metadata["annotations"] = Self.object(annotations) }
        var spec = JSONObject()
        if let config { spec["config"] = .string(config) }
        _ = try store.putNetwork(
            [
                "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
                "metadata": .object(metadata), "spec": .object(spec),
            ], durable: false)
    }

    package func network(_ name: String, namespace: String = "default", _ config: JSONValue) throws {
        try network(name, namespace: namespace, config: config.text)
    }

    package func storePod(_ pod: TestPod, uid: String?, annotations: [String: String]) throws {
        var metadata: JSONObject = JSONObject()
        metadata["name"] = .string(pod.name)
        metadata["namespace"] = .string(pod.namespace)
        if let uid { metadata["uid"] = .string(uid) }
        metadata["annotations"] = Self.object(annotations)
        _ = try store.putPod(["apiVersion": "v1", "kind": "Pod", "metadata": .object(metadata)])
    }

    private static func object(_ texts: [String: String]) -> JSONValue {
        var object = JSONObject()
        for (key, value) in texts.sorted(by: { $0.key < $1.key }) { object[key] = .string(value) }
        return .object(object)
    }
}

// Configurations of the distribution's plugins
extension Node {
    /// A host-local IPAM section whose reservations are in this node's folder.
    package func hostLocal(_ subnets: [String], routes: [String] = []) -> JSONValue {
        [
            "type": "host-local", "dataDir": .string(leases),
            "ranges": .array(subnets.map { [["subnet": .string($0)]] }),
            "routes": .array(routes.map { ["dst": .string($0)] }),
        ]
    }

    /// One bridge plugin with host-local addresses, without name and cniVersion.
    package func bridge(_ bridge: String, subnet: String..., adding keys: JSONValue = [:]) -> JSONValue {
        self.bridge(bridge, subnets: subnet, keys)
    }

    package func bridge(_ bridge: String, subnet: String, _ keys: JSONValue) -> JSONValue {
        self.bridge(bridge, subnets: [subnet], keys)
    }

    package func bridge(_ bridge: String, subnets: [String], _ keys: JSONValue = [:]) -> JSONValue {
        var object = JSONObject()
        object["type"] = "bridge"
        object["bridge"] = .string(bridge)
        for member in keys.object?.members ?? [] { object[member.key] = member.value }
        if object["ipam"] == nil { object["ipam"] = hostLocal(subnets) }
        return .object(object)
    }

    /// A list of plugins; a single one is a list too.
    package func list(_ name: String, version: String = "1.0.0", _ plugins: JSONValue...) -> JSONValue {
        ["cniVersion": .string(version), "name": .string(name), "plugins": .array(plugins)]
    }

    /// A plugin as a whole configuration: the form before lists.
    package func single(_ name: String, version: String = "1.0.0", _ plugin: JSONValue) -> JSONValue {
        var object = JSONObject()
        object["cniVersion"] = .string(version)
        object["name"] = .string(name)
        for member in plugin.object?.members ?? [] { object[member.key] = member.value }
        return .object(object)
    }
}
