import ExactJSON
import Glibc
import KubernetesClient
import Logging
import Metrics
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// Answers plugins on a Unix socket: a line each way, then the connection ends. Only root can connect.
public struct SocketServer: Service {
    let path: String
    let lookup: LiveLookup
    let queue: StatusQueue
    let devices: PodDevices
    let group: any EventLoopGroup
    let logger: Logger

    /// For a question's line to arrive, and for its answer to be found.
    static let patience = Duration.seconds(5)
    /// Connections at once; more wait in the socket's queue.
    static let most = 256

    public func run() async throws {
        try makeRoom()
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 512)
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: false) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        // Bound with the process' umask; nobody but root has anything to ask.
        chmod(path, 0o600)
        logger.info("answering plugins at \(path)")
        defer { unlink(path) }
        // Asked to end, it ends by a cancellation, which is no failure.
        try await Self.endingQuietly {
            try await server.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { tasks in
                    let places = Places(Self.most)
                    for try await connection in connections {
                        await places.take()
                        tasks.addTask {
                            await serve(connection)
                            await places.give()
                        }
                    }
                }
            }
        }
    }

    private static func endingQuietly(_ body: @escaping @Sendable () async throws -> Void) async throws {
        do {
            try await cancelWhenGracefulShutdown { try await body() }
        } catch is CancellationError {}
    }

    /// Removes the socket of an agent that died; one at which somebody listens is left to it.
    private func makeRoom() throws {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { mkdir(String(path[..<slash]), 0o755) }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw SocketFailure.inTheWay(path) }
        if SocketProbe.isAnswering(path) { throw SocketFailure.taken(path) }
        unlink(path)
    }

    private func serve(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                let line = try await within(Self.patience) { try await Self.line(inbound) }
                guard let line else { return }
                let answer = await answer(line)
                try await outbound.write(ByteBuffer(bytes: answer.line.bytes + [UInt8(ascii: "\n")]))
            }
        } catch {
            logger.debug("a plugin's connection ended early: \(error)")
        }
    }

    /// Nil where the connection ends before the line does.
    private static func line(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> [UInt8]? {
        var line: [UInt8] = []
        for try await part in inbound {
            line.append(contentsOf: part.readableBytesView)
            if let end = line.firstIndex(of: UInt8(ascii: "\n")) { return Array(line[..<end]) }
            if line.count > AgentQuestion.longestLine { return line }
        }
        return nil
    }

    func answer(_ line: [UInt8]) async -> AgentAnswer {
        let question: AgentQuestion
        do throws(AgentQuestion.Failure) { question = try AgentQuestion(line) } catch {
            return .no("badQuestion", error.message)
        }
        let began = ContinuousClock.now
        let answer: AgentAnswer
        switch question {
        case .fetch(let kind, let name, let uid):
            answer = AgentAnswer(await lookup.fetch(kind, name, uid: uid, patience: Self.patience))
        case .publish(let outbox): answer = AgentAnswer(await queue.publish(outbox))
        case .devices(let pod, let uid): answer = AgentAnswer(await devices.devices(of: pod, uid: uid))
        }
        Timer(label: "tartan_agent_question_seconds", dimensions: [("do", question.label)])
            .recordNanoseconds((ContinuousClock.now - began).nanosecondsForMetrics)
        return answer
    }
}

enum SocketFailure: Error, CustomStringConvertible {
    case inTheWay(String)
    case taken(String)

    var description: String {
        switch self {
        case .inTheWay(let path): "\(path) is there and is no socket; move it away"
        case .taken(let path): "another agent answers at \(path) already; end it first"
        }
    }
}

/// A number of places, taken and given back.
private actor Places {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func take() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

/// The body's value, or an error when the time is over.
func within<Value: Sendable>(
    _ time: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: time)
            throw APIFailure.timeout
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw APIFailure.cancelled }
        return value
    }
}

extension AgentQuestion {
    var label: String {
        switch self {
        case .fetch(let kind, _, _): "fetch-" + kind.rawValue
        case .publish: "publish"
        case .devices: "devices"
        }
    }
}

extension Duration {
    var nanosecondsForMetrics: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
