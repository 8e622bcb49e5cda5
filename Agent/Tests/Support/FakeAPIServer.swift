public import ExactJSON
import Foundation
import HTTPTypes
import Hummingbird
public import KubernetesClient
import Logging
import NIOCore
import ServiceLifecycle

/// An API server in this process that keeps objects, lists them in pages, lets them be watched and patched, and fails on demand.
///
/// As strict as the real one where clients err: expired versions are answered with 410, a patch with another uid or version with
/// 409, paths of kinds that it doesn't have with 404.
public actor FakeAPIServer {
    public struct Request: Sendable {
        public let method: String
        public let path: String
        public let query: [String: String]
        public let headers: [String: String]
        public let body: JSONValue?

        public var isWatch: Bool { query["watch"] == "true" }
    }

    /// What is done in place of an answer.
    public enum Fault: Sendable {
        case status(Int, reason: String, headers: [String: String] = [:])
        /// These bytes as the whole body, with status 200; the connection ends after them.
        case bytes(String)
        /// No answer for this long, then the real one.
        case delay(Duration)
        /// A body that ends in its middle.
        case cut(String)
    }

    struct Change {
        let version: Int
        let plural: String
        let type: String
        let object: JSONValue
    }

    private var objects: [String: [String: JSONValue]] = [:]
    private var version = 100
    private var changes: [Change] = []
    /// Versions up to here can no longer be watched from.
    private var compacted = 0
    private var watchers: [Int: (plural: String, AsyncStream<Change>.Continuation)] = [:]
    private var nextWatcher = 0
    public private(set) var requests: [Request] = []
    /// Nobody can watch any more: the server is about to end.
    private var isEnding = false
    private var fault: (@Sendable (Request) -> Fault?)?
    private var kinds: Set<String> = ["pods", "namespaces", "events", "network-attachment-definitions"]

    public init() {}

    public func set(fault: (@Sendable (Request) -> Fault?)?) { self.fault = fault }

    /// As if the CustomResourceDefinition were gone, or there again.
    public func set(_ plural: String, exists: Bool) {
        if exists { kinds.insert(plural) } else { kinds.remove(plural) }
    }

    public func count(where condition: (Request) -> Bool) -> Int { requests.filter(condition).count }

    public var isWatched: Bool { !watchers.isEmpty }

    public func forget() { requests = [] }

    public func all(_ plural: String) -> [ObjectName: JSONValue] {
        Dictionary(
            uniqueKeysWithValues: (objects[plural] ?? [:]).values.compactMap { object in
                ObjectName(of: object).map { ($0, object) }
            })
    }

    public func object(_ plural: String, _ namespace: String, _ name: String) -> JSONValue? {
        objects[plural]?[namespace + "/" + name]
    }

    /// Creates or changes an object; the server gives it a version, and a uid if it has none.
    public func put(_ plural: String, _ object: JSONValue) {
        let key = Self.key(object)
        version += 1
        var metadata = object["metadata"]?.object ?? JSONObject()
        metadata["resourceVersion"] = .string(String(version))
        if metadata["uid"] == nil { metadata["uid"] = .string("uid-\(version)") }
        var whole = object.object ?? JSONObject()
        whole["metadata"] = .object(metadata)
        let isNew = objects[plural]?[key] == nil
        objects[plural, default: [:]][key] = .object(whole)
        tell(Change(version: version, plural: plural, type: isNew ? "ADDED" : "MODIFIED", object: .object(whole)))
    }

    public func delete(_ plural: String, _ namespace: String, _ name: String) {
        guard let object = objects[plural]?.removeValue(forKey: namespace + "/" + name) else { return }
        version += 1
        var metadata = object["metadata"]?.object ?? JSONObject()
        metadata["resourceVersion"] = .string(String(version))
        var whole = object.object ?? JSONObject()
        whole["metadata"] = .object(metadata)
        tell(Change(version: version, plural: plural, type: "DELETED", object: .object(whole)))
    }

    /// Forgets the changes up to now, and ends all watches.
    public func compact() {
        compacted = version
        changes = []
        endWatches()
    }

    /// Sends a line to all watches as it is.
    public func endWatches() {
        for (_, continuation) in watchers.values { continuation.finish() }
        watchers = [:]
    }

    private func end() {
        isEnding = true
        endWatches()
    }

    private func tell(_ change: Change) {
        changes.append(change)
        for (plural, continuation) in watchers.values where plural == change.plural { continuation.yield(change) }
    }

    private static func key(_ object: JSONValue) -> String {
        (object["metadata"]?["namespace"]?.string ?? "") + "/" + (object["metadata"]?["name"]?.string ?? "")
    }
}

// Answers.
extension FakeAPIServer {
    enum Answer {
        case body(Int, String, [String: String])
        case cut(String)
        case watch(first: [Change], AsyncStream<Change>)
    }

    func answer(_ request: Request) async -> Answer {
        requests.append(request)
        if let fault = fault?(request) {
            switch fault {
            case .status(let code, let reason, let headers):
                return .body(code, Self.status(code, reason).text, headers)
            case .bytes(let text): return .body(200, text, [:])
            case .cut(let text): return .cut(text)
            case .delay(let time): try? await Task.sleep(for: time)
            }
        }
        guard let place = Place(request.path), kinds.contains(place.plural) else {
            return Self.refusal(404, "NotFound")
        }
        switch (request.method, place.name) {
        case ("GET", nil): return request.isWatch ? watch(request, place) : list(request, place)
        case ("GET", let name?):
            guard let object = objects[place.plural]?[place.namespace + "/" + name] else {
                return Self.refusal(404, "NotFound")
            }
            return .body(200, object.text, [:])
        case ("PATCH", let name?): return patch(request, place, name)
        case ("POST", nil):
            guard let body = request.body else { return Self.refusal(400, "BadRequest") }
            if objects[place.plural]?[Self.key(body)] != nil { return Self.refusal(409, "AlreadyExists") }
            put(place.plural, body)
            return .body(201, body.text, [:])
        default: return Self.refusal(405, "MethodNotAllowed")
        }
    }

    private func list(_ request: Request, _ place: Place) -> Answer {
        let all = (objects[place.plural] ?? [:]).filter {
            place.namespace.isEmpty || $0.key.hasPrefix(place.namespace + "/")
        }
        let sorted = all.sorted { $0.key < $1.key }
        let start = request.query["continue"].flatMap { Int($0) } ?? 0
        let limit = request.query["limit"].flatMap { Int($0) } ?? sorted.count
        let page = sorted.dropFirst(start).prefix(limit).map(\.value.withoutKind)
        var metadata: JSONObject = JSONObject()
        metadata["resourceVersion"] = .string(String(version))
        if start + page.count < sorted.count { metadata["continue"] = .string(String(start + page.count)) }
        let list: JSONValue = [
            "kind": "List", "metadata": .object(metadata), "items": page.isEmpty ? .null : .array(Array(page)),
        ]
        return .body(200, list.text, [:])
    }

    private func watch(_ request: Request, _ place: Place) -> Answer {
        let from = request.query["resourceVersion"].flatMap { Int($0) } ?? 0
        if from < compacted { return Self.refusal(410, "Expired") }
        let missed = changes.filter { $0.plural == place.plural && $0.version > from }
        let (stream, continuation) = AsyncStream<Change>.makeStream()
        if isEnding {
            continuation.finish()
            return .watch(first: missed, stream)
        }
        nextWatcher += 1
        watchers[nextWatcher] = (place.plural, continuation)
        return .watch(first: missed, stream)
    }

    private func patch(_ request: Request, _ place: Place, _ name: String) -> Answer {
        let key = place.namespace + "/" + name
        guard let object = objects[place.plural]?[key], let body = request.body?.object else {
            return Self.refusal(404, "NotFound")
        }
        let change = body["metadata"] ?? [:]
        guard request.headers["content-type"] == "application/merge-patch+json" else {
            return Self.refusal(415, "UnsupportedMediaType")
        }
        let metadata = object["metadata"]
        for member in ["uid", "resourceVersion"] {
            if let value = change[member], value.string != metadata?[member]?.string {
                return Self.refusal(409, "Conflict")
            }
        }
        var annotations = metadata?["annotations"]?.object ?? JSONObject()
        for member in change["annotations"]?.object?.members ?? [] { annotations[member.key] = member.value }
        var newMetadata = metadata?.object ?? JSONObject()
        newMetadata["annotations"] = .object(annotations)
        var whole = object.object ?? JSONObject()
        for member in body.members { whole[member.key] = member.value }
        whole["metadata"] = .object(newMetadata)
        put(place.plural, .object(whole))
        return .body(200, objects[place.plural]?[key]?.text ?? "{}", [:])
    }

    private static func refusal(_ code: Int, _ reason: String) -> Answer { .body(code, status(code, reason).text, [:]) }

    private static func status(_ code: Int, _ reason: String) -> JSONValue {
        [
            "kind": "Status", "apiVersion": "v1", "status": "Failure", "code": .integer(code),
            "reason": .string(reason), "message": .string("refused by the test: \(reason)"),
        ]
    }

    /// What a path is about.
    private struct Place {
        let plural: String
        let namespace: String
        let name: String?

        init?(_ path: String) {
            var parts = path.split(separator: "/").map(String.init)
            switch parts.first {
            case "api": parts.removeFirst(2)
            case "apis": parts.removeFirst(3)
            default: return nil
            }
            var namespace = ""
            if parts.first == "namespaces", parts.count > 2 {
                namespace = parts[1]
                parts.removeFirst(2)
            }
            guard let plural = parts.first else { return nil }
            self.plural = plural
            self.namespace = namespace
            name = parts.count > 1 ? parts[1] : nil
        }
    }
}

extension JSONValue {
    /// As items of a list are: without apiVersion and kind.
    fileprivate var withoutKind: JSONValue {
        guard case .object(let object) = content else { return self }
        return .object(JSONObject(object.members.filter { $0.key != "kind" && $0.key != "apiVersion" }))
    }
}

// Over HTTP.
extension FakeAPIServer {
    /// Serves on a free port of loopback while the body runs.
    public func serving<Value: Sendable>(
        port wanted: Int = 0, _ body: @escaping @Sendable (_ port: Int) async throws -> Value
    ) async throws -> Value {
        isEnding = false
        var quiet = Logger(label: "fake")
        quiet.logLevel = .critical
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = Application(
            responder: CallbackResponder { (request: Hummingbird.Request, _: BasicRequestContext) in
                try await self.respond(request)
            },
            configuration: .init(address: .hostname("127.0.0.1", port: wanted)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: quiet)
        let group = ServiceGroup(services: [application], logger: quiet)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let number = await iterator.next() ?? 0
            let value: Value
            do {
                value = try await body(number)
            } catch {
                self.end()
                await group.triggerGracefulShutdown()
                throw error
            }
            self.end()
            await group.triggerGracefulShutdown()
            return value
        }
    }

    private nonisolated func respond(_ request: Hummingbird.Request) async throws -> Response {
        var request = request
        let collected = try await request.collectBody(upTo: 4 << 20)
        let bytes = Array(collected.readableBytesView)
        var query: [String: String] = [:]
        for (key, value) in request.uri.queryParameters { query[String(key)] = String(value) }
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let answer = await answer(
            Request(
                method: request.method.rawValue, path: request.uri.path.removingPercentEncoding ?? "",
                query: query, headers: headers,
                body: bytes.isEmpty ? nil : try JSONParser.parse(bytes, limit: 4 << 20)))
        switch answer {
        case .body(let code, let text, let headers):
            var fields: HTTPFields = [.contentType: "application/json"]
            for (name, value) in headers {
                if let name = HTTPField.Name(name) { fields[name] = value }
            }
            return Response(
                status: .init(code: code), headers: fields, body: .init(byteBuffer: ByteBuffer(string: text)))
        case .cut(let text):
            return Response(
                status: .ok,
                body: .init(contentLength: text.utf8.count * 2 + 10) { writer in
                    try await writer.write(ByteBuffer(string: text))
                    throw CutOff()
                })
        case .watch(let first, let stream):
            return Response(
                status: .ok,
                body: .init { writer in
                    for change in first { try await writer.write(change.line) }
                    for await change in stream { try await writer.write(change.line) }
                    try await writer.finish(nil)
                })
        }
    }
}

private struct CutOff: Error {}

extension FakeAPIServer.Change {
    fileprivate var line: ByteBuffer {
        let event: JSONValue = ["type": .string(type), "object": object]
        return ByteBuffer(string: event.text + "\n")
    }
}
