import NIOCore
import NIOHTTP2
import NIOPosix

/// Calls methods of a gRPC server on a Unix socket: an empty request, one message as answer, a connection each.
struct GRPCSocket: Sendable {
    let path: String
    let group: any EventLoopGroup

    /// - Parameters:
    ///   - method: with its service, `/v1.PodResourcesLister/List`.
    ///   - patience: from the first try to connect to the last byte.
    ///   - limit: the longest message, in bytes.
    func call(_ method: String, patience: Duration, limit: Int) async throws(GRPCFailure) -> [UInt8] {
        let time = TimeAmount.nanoseconds(patience.nanosecondsForMetrics)
        let (connection, streams) = try await connect(time)
        defer { connection.close(promise: nil) }
        let answer = connection.eventLoop.makePromise(of: [UInt8].self)
        let clock = connection.eventLoop.scheduleTask(in: time) { answer.fail(GRPCFailure.timeout) }
        defer { clock.cancel() }
        connection.closeFuture.whenComplete { _ in answer.fail(GRPCFailure.transport("it was closed")) }
        streams.createStreamChannel(promise: nil) { stream in
            stream.eventLoop.makeCompletedFuture {
                let handler = GRPCCallHandler(method, time: time, limit: limit, answer: answer)
                try stream.pipeline.syncOperations.addHandler(handler)
            }
        }
        do {
            return try await answer.futureResult.get()
        } catch {
            throw error as? GRPCFailure ?? .transport(String(describing: error))
        }
    }

    private func connect(
        _ time: TimeAmount
    ) async throws(GRPCFailure) -> (any Channel, NIOHTTP2Handler.StreamMultiplexer) {
        do {
            return try await ClientBootstrap(group: group).connectTimeout(time)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        let streams = try pipeline.configureHTTP2Pipeline(
                            mode: .client, connectionConfiguration: .init(), streamConfiguration: .init()
                        ) { $0.close() }
                        try pipeline.addHandler(ClosesOnError())
                        return (channel, streams)
                    }
                }
        } catch {
            throw .absent(String(describing: error))
        }
    }
}

/// A connection on which something isn't HTTP/2 is of no use.
private final class ClosesOnError: ChannelInboundHandler {
    typealias InboundIn = Never

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
