package import ExactJSON
package import TartanStore

/// A private host with a store, configuration files and Tartan: where most tests live.
package struct Node: Sendable {
    package let host: TestHost
    package let store: Store
    /// Keys of Tartan's configuration; a test adds to them or replaces them.
    package var settings: JSONObject
    /// Variables of each call beside those of CNI, `NAME=VALUE`.
    package var environment: [String] = []

    package var folder: String { host.folder }
    /// Of Tartan's configuration, `confDir`.
    package var configurationFolder: String { folder + "/conf" }
    /// Of host-local, `dataDir`.
    package var leases: String { folder + "/leases" }
    /// Scripted plugins first, then the distribution's.
    package var path: String { "\(folder)/bin:\(Executables.plugins)" }

    /// The cluster network is a bridge with host-local addresses, `cluster` (10.1.0.0/24 on bridge `cni0`).
    package init() throws {
        host = try TestHost()
        let root = host.folder + "/store"
        store = try Store.open(root, create: true)
        settings = JSONObject()
        for (key, value) in [
            ("cniVersion", "1.0.0"), ("name", "tartan"), ("type", "tartan"), ("store", JSONValue.string(root)),
            ("confDir", .string(host.folder + "/conf")), ("agentSocket", .string(host.folder + "/agent.sock")),
            ("cniDir", .string(host.folder + "/multus")), ("clusterNetwork", "cluster"),
        ] as [(String, JSONValue)] {
            settings[key] = value
        }
        try writeConfiguration("10-cluster.conflist", clusterNetwork)
    }

    private var clusterNetwork: JSONValue {
        [
            "cniVersion": "1.0.0", "name": "cluster",
            "plugins": [
                bridge("cni0", subnet: "10.1.0.0/24", ["isDefaultGateway": true])
            ],
        ]
    }

    /// A file in Tartan's `confDir`.
    package func writeConfiguration(_ name: String, _ value: JSONValue) throws {
        try TestFile.write(value.bytes, to: "\(configurationFolder)/\(name)")
    }
}

// Calls
extension Node {
    /// A call as containerd makes it: the annotations come with the configuration.
    ///
    /// - Parameter annotations: nil where the runtime hands none over.
    package func call(
        _ command: String, _ pod: TestPod?, annotations: [String: String]? = [:], adding keys: JSONObject = JSONObject()
    ) -> TartanCall {
        var configuration = settings
        for member in keys.members { configuration[member.key] = member.value }
        if let annotations {
            var map = JSONObject()
            for (key, value) in annotations.sorted(by: { $0.key < $1.key }) { map[key] = .string(value) }
            var runtime = configuration["runtimeConfig"]?.object ?? JSONObject()
            runtime["io.kubernetes.cri.pod-annotations"] = .object(map)
            configuration["runtimeConfig"] = .object(runtime)
        }
        var call = TartanCall(command, .object(configuration), pod: pod, path: path)
        call.environment += environment
        return call
    }

    package func run(_ call: TartanCall) throws -> Answer { Answer(outcome: try start(call).wait()) }

    package func start(_ call: TartanCall) throws -> RunningCommand { try host.start(forPeer(call).asCommand) }

    /// The same call with the peer's configuration where the tests run against one.
    private func forPeer(_ call: TartanCall) throws -> TartanCall {
        guard let peer = Peer.current, call.rawInput == nil, call.executable == nil else { return call }
        var changed = call
        let handed = call.configuration["runtimeConfig"]?["io.kubernetes.cri.pod-annotations"]
        changed.rawInput = try peer.configuration(self, networks: handed?["k8s.v1.cni.cncf.io/networks"]?.string)
        return changed
    }

    /// - Parameter networks: the networks annotation.
    package func add(_ pod: TestPod, _ networks: String? = nil, keys: JSONObject = JSONObject()) throws -> Answer {
        try run(call("ADD", pod, annotations: Self.annotations(networks), adding: keys))
    }

    package func check(_ pod: TestPod, _ networks: String? = nil, keys: JSONObject = JSONObject()) throws -> Answer {
        try run(call("CHECK", pod, annotations: Self.annotations(networks), adding: keys))
    }

    package func delete(_ pod: TestPod, _ networks: String? = nil, keys: JSONObject = JSONObject()) throws -> Answer {
        try run(call("DEL", pod, annotations: Self.annotations(networks), adding: keys))
    }

    package static func annotations(_ networks: String?) -> [String: String] {
        networks.map { ["k8s.v1.cni.cncf.io/networks": $0] } ?? [:]
    }
}
