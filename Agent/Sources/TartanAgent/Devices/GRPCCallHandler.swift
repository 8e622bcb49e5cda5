import NIOCore
import NIOHPACK
import NIOHTTP2

/// One call on its HTTP/2 stream: sends the empty message, and puts the answer's one together.
final class GRPCCallHandler: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let method: String
    private let time: TimeAmount
    private let limit: Int
    private let answer: EventLoopPromise<[UInt8]>
    private var bytes: [UInt8] = []
    private var hasHead = false

    /// A flag and four bytes of length stand before a message.
    private static let prefix = 5

    init(_ method: String, time: TimeAmount, limit: Int, answer: EventLoopPromise<[UInt8]>) {
        self.method = method
        self.time = time
        self.limit = limit
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        let head: HPACKHeaders = [
            ":method": "POST", ":scheme": "http", ":path": method, ":authority": "localhost",
            "content-type": "application/grpc", "te": "trailers", "user-agent": "tartan-agent",
            "grpc-timeout": "\(max(1, time.nanoseconds / 1_000_000))m",
        ]
        context.write(wrapOutboundOut(.headers(.init(headers: head))), promise: nil)
        let message = ByteBuffer(repeating: 0, count: Self.prefix)
        context.writeAndFlush(wrapOutboundOut(.data(.init(data: .byteBuffer(message), endStream: true))), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let frame):
            if !hasHead, !takeHead(frame.headers) { return }
            if frame.endStream { end(frame.headers) }
        case .data(let frame):
            guard case .byteBuffer(let part) = frame.data else { return }
            guard bytes.count + part.readableBytes <= limit + Self.prefix else {
                return answer.fail(GRPCFailure.tooLarge(limit: limit))
            }
            bytes.append(contentsOf: part.readableBytesView)
            if frame.endStream { answer.fail(GRPCFailure.badAnswer("it ends without a status")) }
        default: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) { answer.fail(GRPCFailure.transport("the call was cut off")) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.fail(GRPCFailure.transport(String(describing: error)))
        context.close(promise: nil)
    }

    private func takeHead(_ head: HPACKHeaders) -> Bool {
        hasHead = true
        let status = head.first(name: ":status") ?? ""
        guard status == "200", head.first(name: "content-type")?.hasPrefix("application/grpc") == true else {
            answer.fail(GRPCFailure.badAnswer("it is no gRPC, and its HTTP status is \(status)"))
            return false
        }
        return true
    }

    private func end(_ trailers: HPACKHeaders) {
        guard let code = trailers.first(name: "grpc-status").flatMap({ Int($0) }) else {
            return answer.fail(GRPCFailure.badAnswer("it ends without a status"))
        }
        guard code == 0 else {
            let message = trailers.first(name: "grpc-message") ?? ""
            return answer.fail(GRPCFailure.status(code, String(message.prefix(512))))
        }
        guard bytes.count >= Self.prefix, bytes[0] == 0 else {
            return answer.fail(GRPCFailure.badAnswer("it has no message, or a compressed one"))
        }
        let length = bytes[1..<Self.prefix].reduce(0) { $0 << 8 | Int($1) }
        guard length == bytes.count - Self.prefix else {
            return answer.fail(GRPCFailure.badAnswer("it has not one message"))
        }
        answer.succeed(Array(bytes[Self.prefix...]))
    }
}
