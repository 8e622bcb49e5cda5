import CNI
import ExactJSON
import Glibc
import LinuxSystem
import MultiNetwork
import TestKit
import Testing

@testable import TartanCore
@testable import TartanStore

/// What a resolver needs, in a temporary folder: a store, a folder of configurations, and binaries that do nothing.
struct ResolverBench {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder.path + "/store", create: true)
        for name in ["bin", "conf"] { try Files.makeFolders(folder.path + "/" + name, mode: 0o755) }
        for type in ["bridge", "macvlan", "tuning", "portmap"] { try plugin(type) }
    }

    var bin: String { folder.path + "/bin" }
    var conf: String { folder.path + "/conf" }
    var socket: String { folder.path + "/agent.sock" }

    func plugin(_ type: String) throws { try Files.replace(bin + "/" + type, with: [], mode: 0o755) }

    func file(_ name: String, _ text: String) throws {
        let path = conf + "/" + name
        if let slash = name.lastIndex(of: "/") { try Files.makeFolders(conf + "/" + name[..<slash], mode: 0o755) }
        try Files.replace(path, with: Array(text.utf8), mode: 0o644)
    }

    /// A definition in the store; without a configuration it refers to a file.
    ///
    /// - Parameter resource: of a device plugin.
    func network(_ namespace: String, _ name: String, _ config: String?, resource: String? = nil) throws {
        let spec: JSONValue = config.map { ["config": .string($0)] } ?? [:]
        var metadata: JSONValue = ["namespace": .string(namespace), "name": .string(name)]
        if let resource {
            metadata = [
                "namespace": .string(namespace), "name": .string(name),
                "annotations": ["k8s.v1.cni.cncf.io/resourceName": .string(resource)],
            ]
        }
        _ = try store.putNetwork(
            [
                "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition", "metadata": metadata,
                "spec": spec,
            ], durable: false)
    }

    func pod(_ namespace: String, _ name: String, uid: String? = nil, _ annotations: [(String, String)]) throws {
        _ = try store.putPod(Self.pod(namespace, name, uid: uid, annotations))
    }

    static func pod(_ namespace: String, _ name: String, uid: String?, _ annotations: [(String, String)]) -> JSONValue {
        var metadata = JSONObject()
        metadata["namespace"] = .string(namespace)
        metadata["name"] = .string(name)
        metadata["uid"] = uid.map { .string($0) }
        metadata["annotations"] = .object(
            JSONObject(annotations.map { JSONObject.Member(key: $0.0, value: .string($0.1)) }))
        return ["apiVersion": "v1", "kind": "Pod", "metadata": .object(metadata)]
    }

    static func list(_ name: String, _ type: String = "bridge", capabilities: [String] = []) -> String {
        let declared = capabilities.map { "\"\($0)\":true" }.joined(separator: ",")
        return
            #"{"cniVersion":"1.0.0","name":"\#(name)","plugins":[{"type":"\#(type)","capabilities":{\#(declared)}}]}"#
    }

    /// - Parameter members: of Tartan's configuration, besides name and folders.
    func resolver(_ members: String, withStore: Bool = true) throws -> Resolver {
        let text = #"{"name":"net","confDir":"\#(conf)","agentSocket":"\#(socket)",\#(members)}"#
        let settings = try Settings(text: Array(text.utf8), ownName: "tartan")
        let remote = RemoteLookup(
            agentSocket: settings.agentSocket, fetchCommand: settings.fetchCommand, environment: [],
            deadline: .after(milliseconds: 20_000))
        return Resolver(
            settings: settings, store: withStore ? store : nil, remote: remote, searchPath: bin, ownName: "tartan",
            ownExecutable: nil)
    }

    static let web = PodArguments(namespace: "shop", name: "web", uid: nil)

    /// With the annotations as the runtime hands them over.
    func plan(
        _ members: String, pod: PodArguments? = web, annotations: [(String, String)] = [], held: Holders = [:],
        first: Bool = true
    ) throws -> Plan {
        let map = JSONValue.object(JSONObject(annotations.map { JSONObject.Member(key: $0.0, value: .string($0.1)) }))
        let handed = #""runtimeConfig":{"io.kubernetes.cri.pod-annotations":\#(map.text)},"#
        return try resolver(handed + members).plan(
            PlanRequest(pod: pod, interface: "eth0", held: held, isFirstOfSandbox: first))
    }
}

extension Plan {
    /// `eth0=cluster net1=infra/storage`
    var summary: String { attachments.map { "\($0.interface)=\($0.network)" }.joined(separator: " ") }
}
