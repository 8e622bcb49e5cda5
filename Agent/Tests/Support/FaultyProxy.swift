import NIOCore
import NIOPosix
import Synchronization

/// A wire between a client and a server on loopback that does to the server's bytes what it is told to.
public final class FaultyProxy: Sendable {
    public enum Behaviour: Sendable, Equatable {
        case pass
        /// Nobody gets through.
        case refuse
        /// Connections stay, and nothing comes.
        case stall
        /// Each piece so much later.
        case delay(Duration)
        /// Each connection ends after so many bytes, wherever that is.
        case cut(after: Int)
        /// Each piece comes twice.
        case twice
    }

    private let server: Int
    private let state = Mutex(State())

    private struct State {
        var behaviour = Behaviour.pass
        var connections: [ObjectIdentifier: any Channel] = [:]
    }

    private init(before server: Int) { self.server = server }

    /// Serves on a free port of loopback while the body runs.
    public static func serving<Value: Sendable>(
        before server: Int, _ body: @Sendable (_ proxy: FaultyProxy, _ port: Int) async throws -> Value
    ) async throws -> Value {
        let proxy = FaultyProxy(before: server)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { proxy.accept($0) }
            .bind(host: "127.0.0.1", port: 0).get()
        let value: Value
        do { value = try await body(proxy, listener.localAddress?.port ?? 0) } catch {
            proxy.set(.refuse)
            try? await listener.close()
            throw error
        }
        proxy.set(.refuse)
        try? await listener.close()
        return value
    }

    /// From now on, for connections that come; those that are there end.
    public func set(_ behaviour: Behaviour) {
        let open = state.withLock { state in
            state.behaviour = behaviour
            defer { state.connections = [:] }
            return state.connections.values.map { $0 }
        }
        for channel in open { channel.close(promise: nil) }
    }

    private func accept(_ client: any Channel) -> EventLoopFuture<Void> {
        let behaviour = state.withLock { $0.behaviour }
        if behaviour == .refuse { return client.close() }
        state.withLock { $0.connections[ObjectIdentifier(client)] = client }
        return ClientBootstrap(group: client.eventLoop).connect(host: "127.0.0.1", port: server).flatMap { upstream in
            let toServer = client.pipeline.addHandler(Relay(to: upstream, .pass))
            let toClient = upstream.pipeline.addHandler(Relay(to: client, behaviour))
            return toServer.and(toClient).flatMap { _ in client.setOption(.autoRead, value: true) }
        }
    }

    /// What comes on one channel goes to the other.
    private final class Relay: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let partner: any Channel
        private let behaviour: Behaviour
        private let passed = Atomic<Int>(0)

        init(to partner: any Channel, _ behaviour: Behaviour) {
            self.partner = partner
            self.behaviour = behaviour
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            switch behaviour {
            case .pass, .refuse: partner.writeAndFlush(bytes, promise: nil)
            case .stall: break
            case .delay(let time):
                let partner = partner
                context.eventLoop.scheduleTask(in: .init(time)) { partner.writeAndFlush(bytes, promise: nil) }
            case .twice:
                partner.writeAndFlush(bytes, promise: nil)
                partner.writeAndFlush(bytes, promise: nil)
            case .cut(let limit):
                let left = limit - passed.load(ordering: .relaxed)
                passed.add(bytes.readableBytes, ordering: .relaxed)
                guard bytes.readableBytes >= left else { return partner.writeAndFlush(bytes, promise: nil) }
                let partner = partner
                partner.writeAndFlush(bytes.getSlice(at: bytes.readerIndex, length: max(0, left)) ?? ByteBuffer())
                    .whenComplete { _ in partner.close(promise: nil) }
            }
        }

        func channelInactive(context: ChannelHandlerContext) { partner.close(promise: nil) }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
