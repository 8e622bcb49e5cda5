import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import Synchronization

/// Kubelet's PodResources on a Unix socket: gRPC over HTTP/2, as kubelet's own server answers.
public final class FakeKubelet: Sendable {
    public struct Pod: Sendable {
        let namespace: String
        let name: String
        /// For each container, resource and devices, in order.
        let containers: [[(String, [String])]]

        public init(_ namespace: String, _ name: String, _ containers: [[(String, [String])]]) {
            self.namespace = namespace
            self.name = name
            self.containers = containers
        }
    }

    /// What it does in place of an answer.
    public enum Fault: Sendable {
        /// gRPC's own refusal, without a message.
        case status(Int, String)
        /// The connection ends.
        case cut
        /// No answer.
        case silence
        /// These bytes as the message.
        case message([UInt8])
        /// So many bytes as the message.
        case zeroes(Int)
        /// These bytes in place of message and length.
        case raw([UInt8])
        /// Another server than one of gRPC.
        case web
        /// The answer comes late.
        case delay(milliseconds: Int64)
    }

    private struct State {
        var pods: [Pod] = []
        var versions: Set<String> = ["v1", "v1alpha1"]
        var fault: Fault?
        var calls: [String] = []
    }

    private let state = Mutex(State())

    public init() {}

    public func set(_ pods: [Pod]) { state.withLock { $0.pods = pods } }
    public func set(versions: Set<String>) { state.withLock { $0.versions = versions } }
    public func set(fault: Fault?) { state.withLock { $0.fault = fault } }
    /// The methods that were called.
    public var calls: [String] { state.withLock { $0.calls } }

    /// Answers while the body runs.
    public func serving<Value: Sendable>(at path: String, _ body: () async throws -> Value) async throws -> Value {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    _ = try channel.pipeline.syncOperations.configureHTTP2Pipeline(
                        mode: .server, connectionConfiguration: .init(), streamConfiguration: .init()
                    ) { stream in
                        stream.eventLoop.makeCompletedFuture {
                            try stream.pipeline.syncOperations.addHandler(FakeKubeletStream(self))
                        }
                    }
                }
            }
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        do {
            let value = try await body()
            try await server.close()
            return value
        } catch {
            try await server.close()
            throw error
        }
    }

    fileprivate func answer(_ method: String) -> Fault {
        state.withLock { state in
            state.calls.append(method)
            if let fault = state.fault {
                if case .delay = fault {} else { return fault }
            }
            let parts = method.split(separator: "/")
            guard parts.count == 2, parts[1] == "List", parts[0].hasSuffix(".PodResourcesLister"),
                state.versions.contains(String(parts[0].split(separator: ".")[0]))
            else { return .status(12, "unknown service") }
            return .message(state.pods.flatMap(\.field))
        }
    }

    fileprivate var delay: TimeAmount {
        state.withLock { if case .delay(let time) = $0.fault { .milliseconds(time) } else { .zero } }
    }
}

extension FakeKubelet.Pod {
    fileprivate var field: [UInt8] {
        var message = Self.field(1, Array(name.utf8)) + Self.field(2, Array(namespace.utf8))
        for container in containers {
            var body = Self.field(1, Array("c".utf8))
            for (resource, devices) in container {
                body += Self.field(
                    2, Self.field(1, Array(resource.utf8)) + devices.flatMap { Self.field(2, Array($0.utf8)) })
            }
            // cpu_ids, packed, which nobody reads here.
            message += Self.field(3, body + Self.field(3, [1, 2, 3]))
        }
        return Self.field(1, message)
    }

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = bytes.count
        repeat {
            length.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return [number << 3 | 2] + length + bytes
    }
}

/// One call.
private final class FakeKubeletStream: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let kubelet: FakeKubelet
    private var method = ""

    init(_ kubelet: FakeKubelet) { self.kubelet = kubelet }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let frame): method = frame.headers.first(name: ":path") ?? ""
        case .data(let frame) where frame.endStream:
            let answer = kubelet.answer(method)
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: kubelet.delay) { bound.value.0.write(answer, bound.value.1) }
        default: break
        }
    }

    private func write(_ answer: FakeKubelet.Fault, _ context: ChannelHandlerContext) {
        switch answer {
        case .cut: context.channel.parent?.close(promise: nil)
        case .silence, .delay: break
        case .web: head(context, ["content-type": "text/html"], status: "404", endStream: true)
        case .status(let code, let message):
            head(context, ["grpc-status": String(code), "grpc-message": message], endStream: true)
        case .message(let bytes): message(context, bytes)
        case .zeroes(let count): message(context, [UInt8](repeating: 0, count: count))
        case .raw(let bytes): whole(context, bytes)
        }
        context.flush()
    }

    private func message(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        let length = (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (24 - 8 * $0)) }
        whole(context, [0] + length + bytes)
    }

    private func whole(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        head(context, [:], endStream: false)
        context.write(wrapOutboundOut(.data(.init(data: .byteBuffer(ByteBuffer(bytes: bytes))))), promise: nil)
        context.write(
            wrapOutboundOut(.headers(.init(headers: ["grpc-status": "0", "grpc-message": ""], endStream: true))),
            promise: nil)
    }

    private func head(
        _ context: ChannelHandlerContext, _ fields: HPACKHeaders, status: String = "200", endStream: Bool
    ) {
        var headers: HPACKHeaders = [":status": status]
        if !fields.contains(name: "content-type") { headers.add(name: "content-type", value: "application/grpc") }
        headers.add(contentsOf: fields)
        context.write(wrapOutboundOut(.headers(.init(headers: headers, endStream: endStream))), promise: nil)
    }
}
