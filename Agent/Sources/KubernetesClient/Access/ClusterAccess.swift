#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where the API server is, how it proves itself, and how this client does.
public struct ClusterAccess: Sendable {
    public let server: ServerAddress
    let trust: Trust
    /// The name that the server's certificate must have, where it isn't the address's.
    let serverName: String?
    let certificate: ClientCertificate?
    let authorization: Authorization
    let proxy: ServerAddress?
    /// What a person would look at: the kubeconfig, or the pod's service account.
    public let source: String

    enum Trust: Sendable, Equatable {
        case system
        case authority(PEMSource)
        /// The kubeconfig says so.
        case none
    }

    struct ClientCertificate: Sendable, Equatable {
        let chain: PEMSource
        let key: PEMSource
    }

    enum Authorization: Sendable, Equatable {
        case none
        case token(String)
        /// Read anew for each request: a projected token lives an hour.
        case tokenFile(String)
        case exec(ExecPlugin)
    }
}

extension ClusterAccess {
    public static let serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// In this order: the file that was named, `KUBECONFIG`, the pod's service account.
    ///
    /// - Parameters:
    ///   - kubeconfig: a file; it must exist.
    ///   - context: instead of the file's current one.
    ///   - serviceAccount: the folder of a pod's token and authority.
    public static func find(
        kubeconfig: String?, context: String? = nil, environment: [String: String],
        serviceAccount: String = serviceAccountFolder
    ) throws(AccessError) -> ClusterAccess {
        if let kubeconfig { return try load(kubeconfig, context: context, environment: environment) }
        if let named = environment["KUBECONFIG"], !named.isEmpty {
            let files = named.split(separator: ":").map(String.init)
            guard let first = files.first else { throw .nowhere }
            return try load(first, context: context, environment: environment)
        }
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty else { throw .nowhere }
        return try inCluster(host, port: environment["KUBERNETES_SERVICE_PORT"] ?? "443", serviceAccount)
    }

    private static func inCluster(
        _ host: String, port: String, _ folder: String
    ) throws(AccessError) -> ClusterAccess {
        let text = "https://" + (host.contains(":") ? "[\(host)]" : host) + ":" + port
        guard let server = ServerAddress(text) else { throw .badServer(text) }
        _ = try FileText.line(folder + "/token")
        return ClusterAccess(
            server: server, trust: .authority(.file(folder + "/ca.crt")), serverName: nil, certificate: nil,
            authorization: .tokenFile(folder + "/token"), proxy: nil, source: "the service account in \(folder)")
    }

    static func load(
        _ path: String, context wanted: String?, environment: [String: String]
    ) throws(AccessError) -> ClusterAccess {
        let file = try Kubeconfig(reading: path)
        guard let contextName = wanted ?? file.currentContext, !contextName.isEmpty else {
            throw .missing(file: path, what: "current-context", name: "")
        }
        guard let context = file.context(contextName) else {
            throw .missing(file: path, what: "context", name: contextName)
        }
        guard let cluster = file.cluster(context.cluster ?? "") else {
            throw .missing(file: path, what: "cluster", name: context.cluster ?? "")
        }
        let text = cluster.server ?? ""
        guard let server = ServerAddress(text) else { throw .badServer(text) }
        var user = Kubeconfig.User()
        if let name = context.user, !name.isEmpty {
            guard let found = file.user(name) else { throw .missing(file: path, what: "user", name: name) }
            user = found
        }
        if user.username != nil { throw .removed(file: path, what: "a user name and password") }
        if let provider = user.authProvider {
            throw .removed(file: path, what: "the auth-provider \(provider.name ?? "")")
        }
        let folder = FolderPath(of: path)
        var trust = Trust.system
        if let authority = try PEMSource(
            data: cluster.authorityData, file: cluster.authorityFile, folder,
            of: "certificate-authority-data in \(path)")
        {
            trust = .authority(authority)
        } else if cluster.skipsVerification == true {
            trust = .none
        }
        return ClusterAccess(
            server: server, trust: trust, serverName: cluster.serverName,
            certificate: try certificate(of: user, path, folder),
            authorization: try authorization(of: user, cluster, path, folder),
            proxy: try ProxyChoice(environment).proxy(for: server, configured: cluster.proxy), source: path)
    }

    private static func certificate(
        of user: Kubeconfig.User, _ path: String, _ folder: FolderPath
    ) throws(AccessError) -> ClientCertificate? {
        let chain = try PEMSource(
            data: user.certificateData, file: user.certificateFile, folder, of: "client-certificate-data in \(path)")
        let key = try PEMSource(data: user.keyData, file: user.keyFile, folder, of: "client-key-data in \(path)")
        switch (chain, key) {
        case (nil, nil): return nil
        case (let chain?, let key?): return ClientCertificate(chain: chain, key: key)
        case (nil, _): throw .badCertificate(path, "a client-key is there without a client-certificate")
        case (_, nil): throw .badCertificate(path, "a client-certificate is there without a client-key")
        }
    }

    private static func authorization(
        of user: Kubeconfig.User, _ cluster: Kubeconfig.Cluster, _ path: String, _ folder: FolderPath
    ) throws(AccessError) -> Authorization {
        if let file = user.tokenFile, !file.isEmpty { return .tokenFile(folder.resolve(file)) }
        if let token = user.token, !token.isEmpty { return .token(token) }
        guard let exec = user.exec else { return .none }
        return .exec(try ExecPlugin(exec, cluster: cluster, file: path, folder))
    }
}

/// The folder of a kubeconfig: what is relative in it is relative to it.
struct FolderPath {
    let text: String

    init(of path: String) {
        text = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    func resolve(_ path: String) -> String { path.hasPrefix("/") ? path : text + "/" + path }
}

/// Certificates or a key in PEM: in a file that may be rotated, or in the kubeconfig itself.
enum PEMSource: Sendable, Equatable {
    case file(String)
    case data([UInt8], of: String)

    init?(data: String?, file: String?, _ folder: FolderPath, of source: String) throws(AccessError) {
        if let data, !data.isEmpty {
            guard let bytes = Data(base64Encoded: data, options: .ignoreUnknownCharacters) else {
                throw .badCertificate(source, "it is not base64")
            }
            self = .data([UInt8](bytes), of: source)
        } else if let file, !file.isEmpty {
            self = .file(folder.resolve(file))
        } else {
            return nil
        }
    }

    var name: String {
        switch self {
        case .file(let path): path
        case .data(_, let source): source
        }
    }

    func bytes() throws(AccessError) -> [UInt8] {
        switch self {
        case .file(let path): try FileText.read(path, limit: 1 << 20)
        case .data(let bytes, _): bytes
        }
    }
}
