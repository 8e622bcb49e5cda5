import ExactJSON
import Subprocess
import SystemPackage

/// A program that prints credentials (client.authentication.k8s.io, v1 and v1beta1), as cloud providers have them.
struct ExecPlugin: Sendable, Equatable {
    let command: String
    let arguments: [String]
    let variables: [String: String]
    let apiVersion: String
    /// What KUBERNETES_EXEC_INFO says.
    let info: String
    let installHint: String?

    static let patience = Duration.seconds(30)
    static let largestAnswer = 1 << 20
    static let versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]

    init(
        _ exec: Kubeconfig.Exec, cluster: Kubeconfig.Cluster, file: String, _ folder: FolderPath
    ) throws(AccessError) {
        guard let command = exec.command, !command.isEmpty else {
            throw .missing(file: file, what: "command of the exec plugin", name: "")
        }
        guard let version = exec.apiVersion, Self.versions.contains(version) else {
            throw .plugin(
                command: command,
                "has the apiVersion \"\(exec.apiVersion ?? "")\"; known are \(Self.versions.joined(separator: ", "))")
        }
        // As in Kubernetes' own clients: with a slash it is a path, relative to the kubeconfig.
        self.command = command.contains("/") ? folder.resolve(command) : command
        arguments = exec.args ?? []
        variables = Dictionary((exec.env ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        apiVersion = version
        installHint = exec.installHint
        var spec = JSONObject()
        spec["interactive"] = false
        if exec.provideClusterInfo == true { spec["cluster"] = Self.encoded(cluster) }
        let whole: JSONValue = [
            "apiVersion": .string(version), "kind": "ExecCredential", "spec": .object(spec),
        ]
        info = whole.text
    }

    private static func encoded(_ cluster: Kubeconfig.Cluster) -> JSONValue {
        var object = JSONObject()
        object["server"] = cluster.server.map { .string($0) }
        object["tls-server-name"] = cluster.serverName.map { .string($0) }
        object["insecure-skip-tls-verify"] = cluster.skipsVerification.map { .bool($0) }
        object["certificate-authority-data"] = cluster.authorityData.map { .string($0) }
        object["proxy-url"] = cluster.proxy.map { .string($0) }
        return .object(object)
    }

    /// Runs the program and reads what it prints.
    ///
    /// - Throws: `plugin`
    func run() async throws(AccessError) -> ExecCredential {
        let text: String
        do {
            text = try await withThrowingTaskGroup(of: String.self) { group in
                group.addTask { try await output() }
                group.addTask {
                    try await Task.sleep(for: Self.patience)
                    throw failure("did not answer within \(Self.patience)")
                }
                defer { group.cancelAll() }
                return try await group.next() ?? ""
            }
        } catch let error as AccessError {
            throw error
        } catch {
            let hint = installHint.map { "; \($0)" } ?? ""
            throw failure("could not be run: \(error)\(hint)")
        }
        return try ExecCredential(text, of: self)
    }

    private func output() async throws -> String {
        var changes: [Environment.Key: String?] = ["KUBERNETES_EXEC_INFO": info]
        for (name, value) in variables {
            if let key = Environment.Key(rawValue: name) { changes[key] = value }
        }
        let result = try await Subprocess.run(
            command.contains("/") ? .path(FilePath(command)) : .name(command), arguments: Arguments(arguments),
            environment: .inherit.updating(changes), output: .string(limit: Self.largestAnswer),
            error: .string(limit: 16 << 10))
        guard result.terminationStatus.isSuccess else {
            throw failure("ended with \(result.terminationStatus): \(result.standardError)")
        }
        return result.standardOutput
    }

    func failure(_ reason: String) -> AccessError { .plugin(command: command, reason) }
}
