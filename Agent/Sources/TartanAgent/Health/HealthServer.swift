import Hummingbird
import Logging
public import ServiceLifecycle

/// `/livez`, `/readyz` and `/metrics` over HTTP.
public struct HealthServer: Service {
    let host: String
    let port: Int
    let conditions: Conditions
    let metrics: PrometheusRegistry
    let logger: Logger
    /// Told the port once it is bound: of interest where it was 0.
    let bound: (@Sendable (Int) async -> Void)?

    public func run() async throws {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(host, port: port), serverName: "tartan-agent"),
            onServerRunning: { channel in await bound?(channel.localAddress?.port ?? 0) }, logger: logger)
        try await application.run()
    }

    private var router: Router<BasicRequestContext> {
        let router = Router()
        // Alive is whoever can answer; a watch that fails is no reason to be started anew.
        router.get("livez") { _, _ in "ok\n" }
        router.get("readyz") { _, _ in
            let readiness = conditions.readiness
            let text = readiness.lines.joined(separator: "\n") + (readiness.isReady ? "\nready\n" : "\nnot ready\n")
            return Response(
                status: readiness.isReady ? .ok : .serviceUnavailable, headers: [.contentType: "text/plain"],
                body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        router.get("metrics") { _, _ in
            conditions.measureAges()
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
        }
        return router
    }
}
