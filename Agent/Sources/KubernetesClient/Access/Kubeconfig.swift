import ExactJSON
import MarkedYAML

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A kubeconfig file as far as a client without a terminal needs it: clusters, users, contexts (Kubernetes' `v1` Config).
struct Kubeconfig: Decodable {
    var currentContext: String?
    var clusters: [Named<Cluster>]?
    var users: [Named<User>]?
    var contexts: [Named<Context>]?

    enum CodingKeys: String, CodingKey {
        case currentContext = "current-context"
        case clusters, users, contexts
    }

    struct Cluster: Decodable {
        var server: String?
        var serverName: String?
        var skipsVerification: Bool?
        var authorityFile: String?
        var authorityData: String?
        var proxy: String?

        enum CodingKeys: String, CodingKey {
            case server
            case serverName = "tls-server-name"
            case skipsVerification = "insecure-skip-tls-verify"
            case authorityFile = "certificate-authority"
            case authorityData = "certificate-authority-data"
            case proxy = "proxy-url"
        }
    }

    struct User: Decodable {
        var certificateFile: String?
        var certificateData: String?
        var keyFile: String?
        var keyData: String?
        var token: String?
        var tokenFile: String?
        var username: String?
        var exec: Exec?
        var authProvider: AuthProvider?

        enum CodingKeys: String, CodingKey {
            case certificateFile = "client-certificate"
            case certificateData = "client-certificate-data"
            case keyFile = "client-key"
            case keyData = "client-key-data"
            case token, tokenFile, username, exec
            case authProvider = "auth-provider"
        }
    }

    struct Exec: Decodable {
        var apiVersion: String?
        var command: String?
        var args: [String]?
        var env: [Variable]?
        var provideClusterInfo: Bool?
        var installHint: String?
    }

    struct Variable: Decodable {
        var name: String
        var value: String
    }

    struct AuthProvider: Decodable {
        var name: String?
    }

    struct Context: Decodable {
        var cluster: String?
        var user: String?
    }

    /// An element of one of the file's lists: its name, and under the list's own key what it is.
    struct Named<Value: Decodable>: Decodable {
        let name: String
        let value: Value?

        private struct Key: CodingKey {
            let stringValue: String
            init(stringValue: String) { self.stringValue = stringValue }
            var intValue: Int? { nil }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            name = try container.decode(String.self, forKey: Key(stringValue: "name"))
            let own = container.allKeys.first { ["cluster", "user", "context"].contains($0.stringValue) }
            value = try own.flatMap { try container.decodeIfPresent(Value.self, forKey: $0) }
        }
    }
}

extension Kubeconfig {
    static let largest = 1 << 20

    /// - Throws: `unreadable`, `malformed`
    init(reading path: String) throws(AccessError) {
        let bytes = try FileText.read(path, limit: Self.largest)
        do {
            let value = try YAMLText.value(bytes, limit: Self.largest)
            self = try JSONDecoder().decode(Kubeconfig.self, from: Data(value.bytes))
        } catch {
            throw .malformed(path, String(describing: error))
        }
    }

    func cluster(_ name: String) -> Cluster? { clusters?.first { $0.name == name }?.value }
    func user(_ name: String) -> User? { users?.first { $0.name == name }?.value }
    func context(_ name: String) -> Context? { contexts?.first { $0.name == name }?.value }
}
