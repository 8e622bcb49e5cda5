import AsyncHTTPClient
public import ExactJSON
import Logging
import Metrics
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Requests to one API server: JSON in and out, with proof of identity that is as fresh as each request.
///
/// Connections are kept and shared (HTTP/2 where the server has it). Nothing is retried here: what may be, and when, depends on
/// what is being done.
public struct KubernetesClient: Sendable {
    public let access: ClusterAccess
    private let http: HTTPClient
    /// For answers that go on: a connection that died without a word looks like one on which nothing happens.
    private let watching: HTTPClient
    private let credentials: Credentials
    private let userAgent: String

    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
    }

    /// A client that lives as long as the body: its connections must be ended before it goes.
    ///
    /// - Parameter userAgent: how the server's audit log names this client.
    public static func serving<Value: Sendable>(
        _ access: ClusterAccess, userAgent: String, _ body: (KubernetesClient) async throws -> Value
    ) async throws -> Value {
        let client = KubernetesClient(access, userAgent: userAgent)
        let result: Value
        do { result = try await body(client) } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
        return result
    }

    private init(_ access: ClusterAccess, userAgent: String) {
        self.access = access
        self.userAgent = userAgent
        credentials = Credentials(access)
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .milliseconds(Int64(ClientLimits.connect)))
        // Without it the client tries for as long as the request may take, and a server that came back is found late.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .enabled(limit: .size(ClientLimits.largestAnswer))
        configuration.proxy = access.proxy.map { .server(host: $0.host, port: $0.port) }
        if let name = access.serverName { configuration.dnsOverride = [name: access.server.host] }
        http = HTTPClient(configuration: configuration)
        configuration.timeout.read = .nanoseconds(ClientLimits.watchSilence.nanoseconds)
        watching = HTTPClient(configuration: configuration)
    }

    private func shutdown() async {
        try? await watching.shutdown()
        try? await http.shutdown()
    }

    /// One request and its whole answer.
    ///
    /// - Parameters:
    ///   - path: escaped, from `APIResource`.
    ///   - body: sent as JSON, a merge patch for `patch`.
    ///   - patience: until the last byte of the answer.
    public func send(
        _ method: Method, _ path: String, query: [(String, String)] = [], body: JSONValue? = nil,
        accept: String = "application/json", limit: Int = ClientLimits.largestAnswer,
        patience: Duration = ClientLimits.patience
    ) async throws(APIFailure) -> JSONValue {
        let deadline = NIODeadline.now() + .nanoseconds(patience.nanoseconds)
        let response = try await open(
            method, path, query: query, body: body, accept: accept, deadline: deadline, by: http)
        let bytes = try await Self.whole(response.body, limit: limit)
        do {
            return try JSONParser.parse(bytes, limit: limit)
        } catch {
            throw .badAnswer(error.description)
        }
    }

    /// An answer that goes on until the deadline, and of which something must come at least every `watchSilence`.
    func stream(
        _ path: String, query: [(String, String)], accept: String, deadline: NIODeadline
    ) async throws(APIFailure) -> HTTPClientResponse.Body {
        try await open(.get, path, query: query, body: nil, accept: accept, deadline: deadline, by: watching).body
    }

    /// The answer's head; its body is still to come.
    ///
    /// - Throws: `status` for everything but 2xx.
    private func open(
        _ method: Method, _ path: String, query: [(String, String)], body: JSONValue?, accept: String,
        deadline: NIODeadline, by http: HTTPClient
    ) async throws(APIFailure) -> HTTPClientResponse {
        let proof: Credentials.Proof
        do { proof = try await credentials.current() } catch { throw .access(error) }
        var request = HTTPClientRequest(url: url(path, query))
        request.method = .RAW(value: method.rawValue)
        request.tlsConfiguration = proof.tls
        request.headers.add(name: "accept", value: accept)
        request.headers.add(name: "accept-encoding", value: "gzip")
        request.headers.add(name: "user-agent", value: userAgent)
        if let authorization = proof.authorization {
            request.headers.add(name: "authorization", value: authorization)
        }
        if let body {
            let type = method == .patch ? "application/merge-patch+json" : "application/json"
            request.headers.add(name: "content-type", value: type)
            request.body = .bytes(ByteBuffer(bytes: body.bytes))
        }
        let response: HTTPClientResponse
        let began = ContinuousClock.now
        do { response = try await http.execute(request, deadline: deadline) } catch {
            Self.measure(method, path, "none", since: began)
            throw APIFailure(error)
        }
        Self.measure(method, path, String(response.status.code), since: began)
        if (200..<300).contains(response.status.code) { return response }
        if response.status.code == 401 { await credentials.refused() }
        let bytes = (try? await Self.whole(response.body, limit: ClientLimits.refusal)) ?? []
        throw .status(APIStatus(Int(response.status.code), response.headers, bytes))
    }

    private static func measure(
        _ method: Method, _ path: String, _ code: String, since began: ContinuousClock.Instant
    ) {
        Timer(
            label: "tartan_agent_api_seconds",
            dimensions: [("verb", method.rawValue), ("resource", APIResource.plural(in: path)), ("code", code)]
        ).recordNanoseconds(began.duration(to: .now).nanoseconds)
    }

    private func url(_ path: String, _ query: [(String, String)]) -> String {
        let server = access.server
        var text = server.text
        if let name = access.serverName { text = "\(server.scheme)://\(name):\(server.port)\(server.path)" }
        text += path
        for (index, (key, value)) in query.enumerated() {
            text += (index == 0 ? "?" : "&") + key.escapedForURL + "=" + value.escapedForURL
        }
        return text
    }

    private static func whole(_ body: HTTPClientResponse.Body, limit: Int) async throws(APIFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await part in body {
                bytes.append(contentsOf: part.readableBytesView)
                if bytes.count > limit { throw APIFailure.tooLarge(limit: limit) }
            }
        } catch {
            throw APIFailure(error)
        }
        return bytes
    }
}

extension APIStatus {
    /// From an answer whose body may be a `Status`, another text or nothing.
    fileprivate init(_ code: Int, _ headers: HTTPHeaders, _ body: [UInt8]) {
        let status = try? JSONParser.parse(body, limit: ClientLimits.refusal)
        let words = status?["message"]?.string ?? String(decoding: body.prefix(512), as: UTF8.self)
        let seconds = headers.first(name: "retry-after").flatMap { Int($0) }
        self.init(
            code: code, reason: status?["reason"]?.string ?? "", message: words,
            retryAfter: seconds ?? status?["details"]?["retryAfterSeconds"]?.integer)
    }
}

extension APIFailure {
    /// What the HTTP library throws.
    init(_ error: any Error) {
        switch error {
        case let failure as APIFailure: self = failure
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError:
            switch error {
            case .cancelled: self = .cancelled
            case .deadlineExceeded, .readTimeout, .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
                self = .timeout
            default: self = .transport(error.shortDescription)
            }
        case is NIOHTTPDecompression.DecompressionError: self = .badAnswer("its compression is broken")
        default: self = .transport(String(describing: error))
        }
    }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}

// What agents and their tests ask for.
extension KubernetesClient {
    static let metadataAlone = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json"

    /// One object, or of it what is in `metadata`.
    public func get(
        _ resource: APIResource, _ name: ObjectName, metadataOnly: Bool = false,
        patience: Duration = ClientLimits.patience
    ) async throws(APIFailure) -> JSONValue {
        let namespace = name.namespace.isEmpty ? nil : name.namespace
        let object = try await send(
            .get, resource.path(namespace: namespace, name: name.name),
            accept: metadataOnly ? Self.metadataAlone : "application/json", patience: patience)
        return object.completed(as: resource)
    }

    /// Changes an object by a JSON merge patch (RFC 7396).
    ///
    /// - Parameter subresource: `status`, say.
    public func patch(
        _ resource: APIResource, _ name: ObjectName, subresource: String? = nil, _ change: JSONValue
    ) async throws(APIFailure) -> JSONValue {
        let namespace = name.namespace.isEmpty ? nil : name.namespace
        return try await send(
            .patch, resource.path(namespace: namespace, name: name.name, subresource: subresource), body: change,
            accept: Self.metadataAlone)
    }

    public func create(
        _ resource: APIResource, namespace: String?, _ object: JSONValue
    ) async throws(APIFailure) -> JSONValue {
        try await send(.post, resource.path(namespace: namespace), body: object)
    }
}

extension JSONValue {
    /// The object with its kind's name: the items of a typed list don't have it, and metadata alone has another.
    func completed(as resource: APIResource) -> JSONValue {
        guard case .object(let object) = content, object["kind"]?.string != resource.kind else { return self }
        var whole = JSONObject()
        let version = resource.group.isEmpty ? resource.version : resource.group + "/" + resource.version
        whole["apiVersion"] = .string(version)
        whole["kind"] = .string(resource.kind)
        whole.append(object.members.filter { $0.key != "kind" && $0.key != "apiVersion" })
        return .object(whole)
    }
}
