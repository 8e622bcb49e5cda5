import AsyncHTTPClient
import ExactJSON
public import Logging
import NIOCore

/// Keeps a consumer equal to what the API server has of a selection: lists it page by page, then watches from there, for as
/// long as the task lives.
///
/// A watch that ends is taken up where it ended; one that can't be is listed anew. Answers that an older state of an object came
/// in, from a cache that lags or a proxy that repeats, are passed over.
public struct ResourceWatch: Sendable {
    private let client: KubernetesClient
    private let selection: WatchSelection
    private let logger: Logger

    public init(_ client: KubernetesClient, _ selection: WatchSelection, logger: Logger) {
        self.client = client
        self.selection = selection
        self.logger = logger
    }

    /// Returns when the task is cancelled.
    public func run(_ consumer: any WatchConsumer) async {
        var backoff = Backoff()
        var place: String?
        var versions = KnownVersions()
        while !Task.isCancelled {
            let began = ContinuousClock.now
            do throws(APIFailure) {
                if place == nil { place = try await list(consumer, &versions) }
                await consumer.watch(.current)
                try await watch(consumer, &place, &versions)
                // A server that ends watches at once is not asked a hundred times a second.
                if ContinuousClock.now - began > .seconds(1) {
                    backoff.reset()
                    continue
                }
                try? await Task.sleep(for: backoff.next())
            } catch {
                if Task.isCancelled { return }
                if error.isGone {
                    place = nil
                    logger.info("listing anew: the server no longer has what the watch had seen")
                } else if case .consumer = error {
                    place = nil
                    versions = KnownVersions()
                }
                if ContinuousClock.now - began > Backoff.longest { backoff.reset() }
                let pause = backoff.next(asked: error.retryAfter)
                await consumer.watch(.failing(error, retry: pause))
                try? await Task.sleep(for: pause)
            }
        }
    }
}

// Listing.
extension ResourceWatch {
    /// - Returns: the version from which to watch.
    private func list(
        _ consumer: any WatchConsumer, _ versions: inout KnownVersions
    ) async throws(APIFailure) -> String {
        var present: Set<ObjectName> = []
        var next: String?
        var size = ClientLimits.page
        versions.beginList()
        while true {
            let page: JSONValue
            do throws(APIFailure) {
                page = try await self.page(size, after: next)
            } catch {
                // A page of large objects: fewer of them at a time.
                if case .tooLarge = error, size > 1 {
                    size = max(1, size / 8)
                    continue
                }
                throw error
            }
            guard let metadata = page["metadata"]?.object, let list = page["items"], list.isNull || list.array != nil
            else {
                throw .badAnswer("it is no list")
            }
            // The API server writes null for a list of metadata that is empty.
            let items = list.array ?? []
            for item in items {
                guard let name = ObjectName(of: item) else { throw .badAnswer("an object of the list has no name") }
                present.insert(name)
                if versions.isNews(item, name) { try await put(item.completed(as: selection.resource), name, consumer) }
            }
            if let token = metadata["continue"]?.string, !token.isEmpty {
                next = token
                continue
            }
            guard let version = metadata["resourceVersion"]?.string else {
                throw .badAnswer("the list has no resourceVersion")
            }
            versions.endList(present)
            do { try await consumer.complete(present) } catch { throw .consumer(error) }
            return version
        }
    }

    private func page(_ size: Int, after next: String?) async throws(APIFailure) -> JSONValue {
        var query = selection.query
        query.append(("limit", String(size)))
        if let next { query.append(("continue", next)) }
        return try await client.send(.get, selection.path, query: query, accept: selection.accept(list: true))
    }

    private func put(
        _ object: JSONValue, _ name: ObjectName, _ consumer: any WatchConsumer
    ) async throws(APIFailure) {
        do { try await consumer.put(object, name) } catch { throw .consumer(error) }
    }
}

// Watching.
extension ResourceWatch {
    /// Returns when the server ends the watch as it was asked to.
    private func watch(
        _ consumer: any WatchConsumer, _ place: inout String?, _ versions: inout KnownVersions
    ) async throws(APIFailure) {
        let seconds = Int.random(in: ClientLimits.watch)
        var query = selection.query
        query += [
            ("watch", "true"), ("allowWatchBookmarks", "true"), ("timeoutSeconds", String(seconds)),
            ("resourceVersion", place ?? ""),
        ]
        let body = try await client.stream(
            selection.path, query: query, accept: selection.accept(list: false),
            deadline: .now() + .seconds(Int64(seconds) + 30))
        var splitter = LineSplitter(limit: ClientLimits.watchLine)
        do {
            for try await part in body {
                for line in try splitter.add(part) {
                    try await take(line, consumer, &place, &versions)
                }
            }
        } catch {
            throw APIFailure(error)
        }
    }

    private func take(
        _ line: [UInt8], _ consumer: any WatchConsumer, _ place: inout String?, _ versions: inout KnownVersions
    ) async throws(APIFailure) {
        let event: JSONValue
        do { event = try JSONParser.parse(line, limit: ClientLimits.watchLine) } catch {
            throw .badAnswer(error.description)
        }
        guard let object = event["object"], let type = event["type"]?.string else {
            throw .badAnswer("it is no event of a watch")
        }
        if type == "ERROR" {
            throw .status(
                APIStatus(
                    code: object["code"]?.integer ?? 500, reason: object["reason"]?.string ?? "",
                    message: object["message"]?.string ?? ""))
        }
        let version = object["metadata"]?["resourceVersion"]?.string
        if type == "BOOKMARK" {
            if let version { place = version }
            return
        }
        guard let name = ObjectName(of: object) else { throw .badAnswer("an event's object has no name") }
        switch type {
        case "ADDED", "MODIFIED":
            if versions.isNews(object, name) { try await put(object.completed(as: selection.resource), name, consumer) }
        case "DELETED":
            if versions.isNews(object, name) {
                versions.bury(name)
                do { try await consumer.remove(name) } catch { throw .consumer(error) }
            }
        default: throw .badAnswer("it has an event of the unknown type \"\(type)\"")
        }
        if let version { place = version }
    }
}
