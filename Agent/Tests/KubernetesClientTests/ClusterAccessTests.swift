import AgentTestSupport
import ExactJSON
import Foundation
import KubernetesClient
import Testing

@Suite("The way to a cluster is found as kubectl finds it")
struct ClusterAccessTests {
    let folder = TemporaryFolder()

    private func kubeconfig(cluster: String, user: String = "{}") throws -> String {
        try folder.write(
            "config",
            """
            apiVersion: v1
            kind: Config
            current-context: here
            contexts:
            - name: other
              context: {cluster: nowhere, user: nobody}
            - name: here
              context: {cluster: c, user: u}
            clusters:
            - name: c
              cluster: \(cluster)
            users:
            - name: u
              user: \(user)
            """)
    }

    @Test("the named file goes before KUBECONFIG, and that before the service account")
    func order() throws {
        let named = try kubeconfig(cluster: "{server: 'https://named:6443'}")
        let other = try folder.write(
            "other", try String(contentsOfFile: named, encoding: .utf8).replacing("named", with: "env"))
        let account = try folder.folder("account")
        try "secret".write(toFile: account + "/token", atomically: true, encoding: .utf8)
        let environment = [
            "KUBECONFIG": other, "KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "6443",
        ]
        func server(_ file: String?, _ environment: [String: String]) throws -> String {
            try ClusterAccess.find(kubeconfig: file, environment: environment, serviceAccount: account).server.text
        }
        #expect(try server(named, environment) == "https://named:6443")
        #expect(try server(nil, environment) == "https://env:6443")
        #expect(try server(nil, environment.filter { $0.key != "KUBECONFIG" }) == "https://[fd00::1]:6443")
        #expect(throws: AccessError.nowhere) { try server(nil, [:]) }
    }

    @Test(
        "a kubeconfig that can't be used says which part",
        arguments: [
            ("{server: 'ftp://x'}", "{}", "ftp://x"), ("{server: 'https://x:99999'}", "{}", "https://x:99999"),
            ("{server: 'https://x', certificate-authority-data: '%%%'}", "{}", "base64"),
            ("{server: 'https://x'}", "{username: a, password: b}", "no longer"),
            ("{server: 'https://x'}", "{auth-provider: {name: gcp}}", "gcp"),
            ("{server: 'https://x'}", "{client-certificate: a.crt}", "client-key"),
            (
                "{server: 'https://x'}", "{exec: {command: x, apiVersion: client.authentication.k8s.io/v1alpha1}}",
                "v1alpha1"
            ),
            ("{server: 'https://x', proxy-url: 'socks5://p:1'}", "{}", "socks5"),
        ])
    func wrong(_ cluster: String, _ user: String, _ word: String) throws {
        let file = try kubeconfig(cluster: cluster, user: user)
        let error = #expect(throws: AccessError.self) { try ClusterAccess.find(kubeconfig: file, environment: [:]) }
        #expect(error?.description.contains(word) == true)
    }

    @Test("a file that is none is told with its name", arguments: ["", "[1, 2]", "a: [", "current-context: nope"])
    func malformed(_ text: String) throws {
        let file = try folder.write("broken", text)
        let error = #expect(throws: AccessError.self) { try ClusterAccess.find(kubeconfig: file, environment: [:]) }
        #expect(error?.description.contains(file) == true)
    }
}

@Suite("Each request proves who asks, as fresh as it can be", .timeLimit(.minutes(1)))
struct CredentialsTests {
    let server = FakeAPIServer()
    let folder = TemporaryFolder()

    private func get(_ user: String, port: Int) async throws(APIFailure) {
        do {
            let file = try folder.kubeconfig(port: port, user: user)
            try await KubernetesClient.serving(
                try ClusterAccess.find(kubeconfig: file.path, environment: [:]), userAgent: "test"
            ) { _ = try await $0.get(.pods, ObjectName("a", "b")) }
        } catch let failure as APIFailure {
            throw failure
        } catch {
            throw .transport(String(describing: error))
        }
    }

    private func authorizations(
        _ user: String, between: @escaping @Sendable () async throws -> Void
    ) async throws -> [String?] {
        try await server.serving { port in
            let file = try folder.kubeconfig(port: port, user: user)
            try await KubernetesClient.serving(
                try ClusterAccess.find(kubeconfig: file.path, environment: [:]), userAgent: "test"
            ) { client in
                _ = try? await client.get(.pods, ObjectName("a", "b"))
                try await between()
                _ = try? await client.get(.pods, ObjectName("a", "b"))
            }
        }
        return await server.requests.map { $0.headers["authorization"] }
    }

    @Test("a token stands in the header")
    func token() async throws {
        #expect(try await authorizations("{token: abc}") {} == ["Bearer abc", "Bearer abc"])
    }

    @Test("a rotated token file counts at the next request")
    func tokenFile() async throws {
        let path = try folder.write("token", "first\n")
        let seen = try await authorizations("{tokenFile: token}") {
            try "second\n".write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(seen == ["Bearer first", "Bearer second"])
    }

    private let script = """
        #!/bin/sh
        echo "$KUBERNETES_EXEC_INFO" | grep -q '"interactive":false' || exit 3
        count=$(($(cat "$0.count" 2>/dev/null || echo 0) + 1)); echo $count >"$0.count"
        echo "{\\"apiVersion\\":\\"client.authentication.k8s.io/v1\\",\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"$1-$count\\"EXPIRY}}"
        """

    @Test("an exec plugin is asked once while its answer counts, and again when it ran out or was refused")
    func exec() async throws {
        let path = try folder.write("helper", script.replacing("EXPIRY", with: ""), mode: 0o755)
        let user = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./helper, args: [t]}}"
        #expect(try await authorizations(user) {} == ["Bearer t-1", "Bearer t-1"])
        await server.forget()
        try FileManager.default.removeItem(atPath: path + ".count")
        await server.set(fault: { _ in .status(401, reason: "Unauthorized") })
        #expect(try await authorizations(user) {} == ["Bearer t-1", "Bearer t-2"])
        await server.set(fault: nil)
        await server.forget()
        try FileManager.default.removeItem(atPath: path + ".count")
        _ = try folder.write(
            "helper", script.replacing("EXPIRY", with: #",\"expirationTimestamp\":\"2020-01-01T00:00:00Z\""#),
            mode: 0o755)
        #expect(try await authorizations(user) {} == ["Bearer t-1", "Bearer t-2"])
    }

    @Test(
        "an exec plugin that fails is named, with what it said",
        arguments: [
            ("#!/bin/sh\necho no luck >&2; exit 7", "no luck"), ("#!/bin/sh\necho nonsense", "no JSON"),
            (
                "#!/bin/sh\necho '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{}}'",
                "neither a token nor a certificate"
            ),
        ])
    func execFails(_ text: String, _ word: String) async throws {
        _ = try folder.write("helper", text, mode: 0o755)
        let user = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./helper}}"
        let error = await #expect(throws: APIFailure.self) { try await get(user, port: 1) }
        #expect(error?.description.contains(word) == true)
    }
}
