import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

extension Node {
    /// An /etc of this host's own with an empty /etc/cni/net.d, and `tartan` in the folder of its plugins.
    func makeOwnEtc() throws {
        try host.shell(
            """
            cp -a /etc \(folder)/etc
            mount --bind \(folder)/etc /etc
            rm -rf /etc/cni
            mkdir -p /etc/cni/net.d \(folder)/bin
            install -m 0755 /dev/null \(folder)/bin/tartan
            """)
    }

    /// Names, modes, owners, identity and content of everything in /etc/cni.
    func etcFiles() throws -> String {
        try host.shell("cd /etc/cni; find . -type f -printf '%p %m %u:%g %i\\n' -exec sha256sum {} + | sort")
    }

    /// The call as a runtime makes it from the first file of its folder.
    func runtimeCall(_ command: String, _ pod: TestPod, networks: String? = nil) throws -> TartanCall {
        let name = try host.shell(
            "ls /etc/cni/net.d | LC_ALL=C sort | grep -E '[.](conf|conflist|json)$' | head -n1")
        let text = try host.shell("cat /etc/cni/net.d/\(name)")
        let list = try JSONParser.parse(text, limit: 1 << 20)
        var configuration = try #require(list["plugins"].at(0)?.object)
        #expect(configuration["type"] == "tartan")
        #expect(configuration["capabilities"]?["io.kubernetes.cri.pod-annotations"] == true)
        configuration["capabilities"] = nil
        configuration["cniVersion"] = list["cniVersions"]?.array?.last ?? list["cniVersion"]
        configuration["name"] = list["name"]
        // So that the test sees the records.
        configuration["store"] = .string(store.root)
        let annotations: JSONObject = networks.map { ["k8s.v1.cni.cncf.io/networks": .string($0)] } ?? [:]
        configuration["runtimeConfig"] = ["io.kubernetes.cri.pod-annotations": .object(annotations)]
        return TartanCall(command, .object(configuration), pod: pod, path: path)
    }
}
