import ExactJSON
import TartanTestSupport
import TestKit

/// The cluster of one node that `make test-kubernetes` has made, and in which this process runs.
struct Cluster {
    /// Of this test, for its pods and definitions; gone with them.
    let namespace: String
    private let folder: TemporaryFolder

    static let node = "node-a"
    static let state = "/var/lib/test-cluster"
    static let isThere = tools != nil
    private static let tools = Executables.variable("TEST_CLUSTER_TOOLS")
    private static let kubectl = Executables.variable("TEST_CLUSTER_KUBECTL") ?? "kubectl"

    init(_ namespace: String) throws {
        self.namespace = namespace
        folder = try TemporaryFolder()
        try kubectl("create", "namespace", namespace)
        // Without it no pod is admitted; the controller manager makes it.
        try Waiting.until("a service account in \(namespace)") {
            try run([Self.kubectl, "-n", namespace, "get", "serviceaccount", "default"]).succeeded
        }
        try apply(Self.definitions)
        try Waiting.until("the definitions of \(namespace) in the node's store") {
            try tartanctl("get", "networks", "-n", namespace)?["items"]?.array?.count == 3
        }
    }

    /// Three kinds of network beside the cluster network's bridge.
    private static let definitions = [
        ("lan", #"{"cniVersion":"1.0.0","type":"bridge","bridge":"lan0","ipam":\#(addresses("10.20.0.0/24"))}"#),
        (
            "storage",
            #"{"cniVersion":"1.0.0","type":"macvlan","master":"storage0","ipam":\#(addresses("10.30.0.0/24"))}"#
        ),
        ("uplink", #"{"cniVersion":"1.0.0","type":"ptp","ipam":\#(addresses("10.40.0.0/24"))}"#),
    ].map { definition($0, $1) }.joined(separator: "---\n")

    static func addresses(_ subnet: String) -> String {
        #"{"type":"host-local","ranges":[[{"subnet":"\#(subnet)"}]]}"#
    }

    static func definition(_ name: String, _ config: String) -> String {
        """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: \(name)}
        spec: {config: '\(config)'}

        """
    }

    /// A pod of busybox, as YAML: its metadata and spec may be indented into a template.
    static func pod(_ name: String, networks: String, policy: String = "Always") -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: \(name), labels: {app: \(name)}, annotations: {k8s.v1.cni.cncf.io/networks: "\(networks)"}}
        spec: \(spec(policy))

        """
    }

    static func spec(_ policy: String = "Always") -> String {
        "{terminationGracePeriodSeconds: 1, restartPolicy: \(policy), "
            + "containers: [{name: main, image: 'localhost/busybox:1', imagePullPolicy: Never}]}"
    }

    // MARK: - Commands

    func run(_ words: [String], input: String = "", timeout: Double = 120) throws -> CommandOutcome {
        try RunningCommand(TestCommand(words, input: Array(input.utf8), timeout: timeout), folder: folder.path).wait()
    }

    @discardableResult
    func kubectl(_ words: String..., input: String = "") throws -> String {
        let outcome = try run([Self.kubectl, "-n", namespace] + words, input: input)
        guard outcome.succeeded else { throw TestFailure("kubectl \(words.joined(separator: " ")): \(outcome)") }
        return outcome.text
    }

    /// Of no namespace but what the objects name.
    func kubectlAnywhere(_ words: String...) throws -> String {
        let outcome = try run([Self.kubectl] + words)
        guard outcome.succeeded else { throw TestFailure("kubectl \(words.joined(separator: " ")): \(outcome)") }
        return outcome.text
    }

    func apply(_ manifest: String) throws { try kubectl("apply", "-f", "-", input: manifest) }

    /// One of scripts/kubernetes.
    static func tool(_ name: String) -> String { "\(tools ?? "")/\(name)" }

    /// `start`, `stop` or `kill`.
    func daemon(_ action: String, _ name: String) throws {
        let outcome = try run([Self.tool("daemon"), action, name], timeout: 180)
        guard outcome.succeeded else { throw TestFailure("daemon \(action) \(name): \(outcome)") }
    }

    func shell(_ script: String) throws -> String {
        let outcome = try run(["sh", "-ec", script])
        guard outcome.succeeded else { throw TestFailure("\(script): \(outcome)") }
        return outcome.text
    }

    func tartanctl(_ words: String...) throws -> JSONValue? {
        try run([Executables.tartanctl] + words + ["-o", "json"]).json
    }
}

// What the cluster says
extension Cluster {
    func object(_ kind: String, _ name: String) throws -> JSONValue? {
        try JSONParser.parse(try kubectl("get", kind, name, "-o", "json"), limit: 16 << 20)
    }

    func pods(_ selector: String = "") throws -> [JSONValue] {
        let text = try kubectl("get", "pods", "-l", selector, "-o", "json")
        return try JSONParser.parse(text, limit: 64 << 20)["items"]?.array ?? []
    }

    static func isReady(_ pod: JSONValue) -> Bool {
        pod["status"]?["conditions"]?.array?.contains { $0["type"] == "Ready" && $0["status"] == "True" } ?? false
    }

    /// - Throws: with what `kubectl describe` says, if it doesn't come to that.
    func waitUntilReady(_ names: String..., seconds: Double = 60) throws {
        for name in names {
            let outcome = try run(
                [
                    Self.kubectl, "-n", namespace, "wait", "--for=condition=Ready", "pod/\(name)",
                    "--timeout=\(Int(seconds))s",
                ], timeout: seconds + 20)
            if outcome.succeeded { continue }
            throw TestFailure("\(name) is not ready: \(outcome) \(try kubectl("describe", "pod", name))")
        }
    }

    /// The network status in the pod's annotation; nil where there is none.
    func status(_ name: String) throws -> [JSONValue]? {
        let annotations = try object("pod", name)?["metadata"]?["annotations"]
        guard let text = annotations?["k8s.v1.cni.cncf.io/network-status"]?.string else { return nil }
        return try JSONParser.parse(text, limit: 1 << 20).array
    }

    func waitForStatus(_ name: String, seconds: Double = 20) throws -> [JSONValue] {
        try Waiting.until("the network status of \(name)", seconds: seconds) { try status(name) != nil }
        return try status(name) ?? []
    }
}

// What the node says
extension Cluster {
    /// The interfaces in the pod's sandbox with their addresses, loopback left out.
    func interfaces(_ name: String) throws -> [String: [String]] {
        let records = try tartanctl("get", "records")?["items"]?.array ?? []
        let record = records.first { $0["namespace"]?.string == namespace && $0["pod"]?.string == name }
        guard let netns = record?["netns"]?.string else { throw TestFailure("no record of \(name): \(records)") }
        let links =
            try JSONParser.parse(
                try shell("nsenter --net=\(netns) ip -json -4 address show"), limit: 1 << 20
            ).array ?? []
        var found: [String: [String]] = [:]
        for link in links {
            guard let interface = link["ifname"]?.string, interface != "lo" else { continue }
            found[interface] = link["addr_info"]?.array?.compactMap { $0["local"]?.string } ?? []
        }
        return found
    }

    /// Everything of this namespace's pods goes; then nothing may be left on the node.
    func deleteAll() throws {
        try kubectl("delete", "deployments,statefulsets,pods", "--all", "--wait=true", "--timeout=120s")
        try Waiting.until("nothing left of \(namespace)", seconds: 60) { try leftBehind().isEmpty }
    }

    /// Records of this namespace's pods, and, if no other pod of any namespace has one, addresses and links too.
    func leftBehind() throws -> [String] {
        let records = try tartanctl("get", "records")?["items"]?.array ?? []
        let own = records.filter { $0["namespace"]?.string == namespace }.map { "record \($0["pod"]?.string ?? "")" }
        guard records.isEmpty else { return own }
        let reserved = try shell(
            "find /var/lib/cni/networks -type f ! -name lock ! -name 'last_reserved_ip.*' 2>/dev/null || true")
        let links = try shell("ip -oneline link show type veth | grep -o 'veth[0-9a-f]\\{8\\}' || true")
        return own + (reserved + links).split(separator: "\n").map(String.init)
    }
}
