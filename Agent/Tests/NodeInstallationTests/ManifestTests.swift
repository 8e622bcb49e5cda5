import AgentTestSupport
import ExactJSON
import Foundation
import MarkedYAML
import Testing

@Suite("samples/kubernetes")
struct ManifestTests {
    private typealias Object = [String: Any]

    private static func objects(_ path: String) throws -> [Object] {
        try Repository.text("samples/kubernetes/" + path).components(separatedBy: "\n---\n").map { text in
            let value = try YAMLText.value(Array(text.utf8), limit: 1 << 20)
            let object = try JSONSerialization.jsonObject(with: Data(value.bytes))
            return try #require(object as? Object)
        }
    }

    private static func object(_ kind: String, in path: String) throws -> Object {
        try #require(try objects(path).first { $0["kind"] as? String == kind })
    }

    private static func pod() throws -> Object {
        let set = try object("DaemonSet", in: "base/daemonset.yaml")
        return try #require(((set["spec"] as? Object)?["template"] as? Object)?["spec"] as? Object)
    }

    private static func containers() throws -> [Object] { try #require(try pod()["containers"] as? [Object]) }

    /// `group/resource: verbs` of a role, sorted.
    private static func rights(_ path: String) throws -> [String] {
        let rules = try #require(try object("ClusterRole", in: path)["rules"] as? [Object])
        return rules.flatMap { rule -> [String] in
            let verbs = (rule["verbs"] as? [String] ?? []).joined(separator: ",")
            return (rule["apiGroups"] as? [String] ?? []).flatMap { group in
                (rule["resources"] as? [String] ?? []).map { "\(group)/\($0): \(verbs)" }
            }
        }.sorted()
    }

    @Test("the base's files are those of the folder, and each is an object with a kind")
    func base() throws {
        let base = try #require(try Self.objects("base/kustomization.yaml").first)
        let names = try #require(base["resources"] as? [String])
        #expect(names == ["crd.yaml", "rbac.yaml", "daemonset.yaml"])
        for name in names {
            let objects = try Self.objects("base/" + name)
            #expect(!objects.isEmpty && objects.allSatisfy { $0["kind"] is String })
        }
        let overlay = try #require(try Self.objects("watch-pods/kustomization.yaml").first)
        #expect(overlay["bases"] as? [String] == ["../base"])
        #expect(overlay["patchesStrategicMerge"] as? [String] == ["pods.yaml"])
    }

    @Test("the role allows what docs/agent.md lists, no more; the overlay adds reading pods alone")
    func role() throws {
        let base = try Self.rights("base/rbac.yaml")
        #expect(
            base == [
                "/events: create,patch", "/pods/status: patch", "/pods: get",
                "k8s.cni.cncf.io/network-attachment-definitions: get,list,watch",
            ])
        #expect(
            try Self.rights("watch-pods/pods.yaml") == base.map { $0 == "/pods: get" ? "/pods: get,list,watch" : $0 })
        let documented = try Repository.text("docs/agent.md")
        for verbs in ["[get, list, watch]", "[get]", "[patch]", "[create, patch]"] {
            #expect(documented.contains("verbs: " + verbs))
        }
    }

    @Test("the pod is on the node's network, goes anywhere, is never evicted first, and has what it is limited to")
    func pod() throws {
        let pod = try Self.pod()
        #expect(pod["hostNetwork"] as? Bool == true)
        #expect(pod["priorityClassName"] as? String == "system-node-critical")
        #expect((pod["tolerations"] as? [[String: String]]) == [["operator": "Exists"]])
        let selinux = (pod["securityContext"] as? Object)?["seLinuxOptions"] as? [String: String]
        #expect(selinux == ["type": "spc_t"])
        for container in try Self.containers() {
            let resources = try #require(container["resources"] as? [String: [String: String]])
            #expect(resources["requests"] != nil && resources["requests"] == resources["limits"])
            #expect((container["securityContext"] as? Object)?["readOnlyRootFilesystem"] as? Bool == true)
            #expect(container["image"] as? String == "tartan")
        }
    }

    @Test("each mount has its volume and each volume its mount; the store and the socket are where the plugin looks")
    func volumes() throws {
        let volumes = try #require(try Self.pod()["volumes"] as? [Object]).compactMap { $0["name"] as? String }
        let mounts = try Self.containers().flatMap { $0["volumeMounts"] as? [Object] ?? [] }
        #expect(Set(mounts.compactMap { $0["name"] as? String }) == Set(volumes))
        let paths = mounts.compactMap { $0["mountPath"] as? String }
        #expect(paths.contains("/var/lib/tartan") && paths.contains("/run/tartan"))
    }

    @Test("the commands have the options that they are started with")
    func arguments() throws {
        var lists = try Self.containers().map { try #require($0["args"] as? [String]) }
        let patched = try Self.object("DaemonSet", in: "watch-pods/pods.yaml")
        let template = ((patched["spec"] as? Object)?["template"] as? Object)?["spec"] as? Object
        lists += (template?["containers"] as? [Object] ?? []).compactMap { $0["args"] as? [String] }
        #expect(lists.count == 3)
        for arguments in lists {
            let process = Process()
            process.executableURL = URL(filePath: try Node.agent())
            process.arguments = [try #require(arguments.first), "--help"]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let help = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            for option in arguments where option.hasPrefix("--") { #expect(help.contains(option), "\(option)") }
        }
    }

    @Test("the image holds the three executables and nothing else")
    func image() throws {
        let lines = try Repository.text("Dockerfile").split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            lines == [
                "FROM scratch", "COPY bin/tartan bin/tartanctl bin/tartan-agent /", #"ENTRYPOINT ["/tartan-agent"]"#,
            ])
    }

    @Test("kubernetes/README.md's commands name files that are there")
    func readme() throws {
        let text = try Repository.text("samples/kubernetes/README.md")
        for path in [
            "samples/kubernetes/watch-pods/kustomization.yaml", "samples/kubernetes/watch-pods/pods.yaml",
            "samples/kubernetes/base/rbac.yaml", "samples/kubernetes/base/crd.yaml",
            "samples/kubernetes/base/daemonset.yaml",
            "samples/networks/lan.yaml", "samples/pods/web.yaml", "samples/kubernetes/base/kustomization.yaml",
        ] {
            #expect(!(try Repository.text(path)).isEmpty)
        }
        for command in ["kubectl apply -k .", "make build agent", "rollout status daemonset/tartan-agent"] {
            #expect(text.contains(command))
        }
    }
}
