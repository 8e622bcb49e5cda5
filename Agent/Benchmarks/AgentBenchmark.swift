import AgentTestSupport
import ExactJSON
import Foundation

/// Measures tartan-agent, a process of its own, before an API server in this one: 10,000 definitions and 500 pods of the node,
/// then a stretch of changes at an even pace.
///
///     AgentBenchmark AGENT [SECONDS [CHANGES-A-SECOND]]
@main
enum AgentBenchmark {
    static let definitions = 10_000
    static let pods = 500
    /// Definitions that only measurements change.
    static let probed = 50

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else {
            FileHandle.standardError.write(Data("usage: AgentBenchmark AGENT [SECONDS [CHANGES-A-SECOND]]\n".utf8))
            exit(2)
        }
        let seconds = arguments.count > 2 ? Int(arguments[2]) ?? 60 : 60
        let pace = arguments.count > 3 ? Int(arguments[3]) ?? 5000 : 5000
        let server = FakeAPIServer()
        for number in 0..<definitions {
            await server.put("network-attachment-definitions", definition(number, "first"))
        }
        for number in 0..<pods { await server.put("pods", Self.pod(number)) }
        let isMet = try await server.serving { port in
            try await measure(arguments[1], server, port, seconds: seconds, pace: pace)
        }
        exit(isMet ? 0 : 1)
    }

    private static func measure(
        _ binary: String, _ server: FakeAPIServer, _ port: Int, seconds: Int, pace: Int
    ) async throws -> Bool {
        let agent = try RunningAgent(binary, server: port)
        defer { agent.end() }
        let began = ContinuousClock.now
        while await !agent.isReady() { try await Task.sleep(for: .milliseconds(20)) }
        let first = began.duration(to: .now)
        try await Task.sleep(for: .seconds(2))
        let atRest = agent.memory("VmRSS")

        let cpuBefore = agent.processorSeconds
        let changes = Task { try await change(server, seconds: seconds, pace: pace) }
        let delays = try await probe(server, agent, until: .now + .seconds(seconds))
        let sent = try await changes.value
        let last = try await delay(of: "last", in: 0, server, agent)
        let cpu = agent.processorSeconds - cpuBefore
        let (resident, peak) = (agent.memory("VmRSS"), agent.memory("VmHWM"))

        let worst = max(delays.last ?? .infinity, last)
        print(
            "\(definitions) definitions and \(pods) pods: complete after \(text(first)), \(mebibytes(atRest)) resident")
        print(
            "\(sent) changes in \(seconds) s: \(mebibytes(resident)) resident, \(mebibytes(peak)) at most, \(round(cpu * 10) / 10) s of a processor"
        )
        print(
            "a change is in the store after \(milliseconds(delays[delays.count / 2])) (median of \(delays.count)), "
                + "\(milliseconds(delays[delays.count * 99 / 100])) (99 %), \(milliseconds(worst)) (worst)")
        let isSmall = peak <= 64 << 10
        let isSoon = worst <= 1
        print("resident memory   ≤ 64 MiB   \(isSmall ? "met" : "MISSED")")
        print("store true        ≤ 1 s      \(isSoon ? "met" : "MISSED")")
        return isSmall && isSoon
    }

    /// - Returns: how many there were.
    private static func change(_ server: FakeAPIServer, seconds: Int, pace: Int) async throws -> Int {
        let began = ContinuousClock.now
        var sent = 0
        while true {
            let elapsed = began.duration(to: .now).seconds
            if elapsed >= Double(seconds) { return sent }
            let due = Int(elapsed * Double(pace))
            while sent < due {
                let number = probed + (sent &* 7919) % (definitions - probed)
                await server.put("network-attachment-definitions", definition(number, "change-\(sent)"))
                sent += 1
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// - Returns: seconds, sorted.
    private static func probe(
        _ server: FakeAPIServer, _ agent: RunningAgent, until end: ContinuousClock.Instant
    ) async throws -> [Double] {
        var delays: [Double] = []
        while ContinuousClock.now < end || delays.isEmpty {
            delays.append(try await delay(of: "probe-\(delays.count)", in: delays.count % probed, server, agent))
            try await Task.sleep(for: .milliseconds(20))
        }
        return delays.sorted()
    }

    private static func delay(
        of mark: String, in number: Int, _ server: FakeAPIServer, _ agent: RunningAgent
    ) async throws -> Double {
        await server.put("network-attachment-definitions", definition(number, mark))
        let began = ContinuousClock.now
        while !agent.stored(namespace(number), "lan-\(number)").contains("\\\"\(mark)\\\"") {
            if began.duration(to: .now).seconds > 30 { return 30 }
            try await Task.sleep(for: .milliseconds(1))
        }
        return began.duration(to: .now).seconds
    }

    private static func namespace(_ number: Int) -> String { "team-\(number % 100)" }

    private static func definition(_ number: Int, _ mark: String) -> JSONValue {
        network(
            namespace(number), "lan-\(number)",
            config:
                #"{"cniVersion":"1.0.0","name":"\#(mark)","type":"macvlan","master":"eth1","ipam":{"type":"host-local","ranges":[[{"subnet":"10.\#(number / 250).\#(number % 250).0/24"}]]}}"#
        )
    }

    private static func pod(_ number: Int) -> JSONValue {
        AgentTestSupport.pod(
            namespace(number), "web-\(number)", uid: "uid-\(number)",
            annotations: [
                ("k8s.v1.cni.cncf.io/networks", "lan-\(number)"),
                ("kubectl.kubernetes.io/last-applied-configuration", String(repeating: "x", count: 2000)),
            ])
    }

    private static func text(_ duration: Duration) -> String { "\(round(duration.seconds * 100) / 100) s" }
    private static func milliseconds(_ seconds: Double) -> String { "\(round(seconds * 10_000) / 10) ms" }
    private static func mebibytes(_ kibibytes: Int) -> String { "\(round(Double(kibibytes) / 102.4) / 10) MiB" }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// The agent under measurement, with a store, a socket and a port of its own.
private final class RunningAgent: @unchecked Sendable {
    private let process = Process()
    private let folder = TemporaryFolder()
    private let port = 20_000 + Int(getpid()) % 10_000
    private let kubeconfig: TemporaryFolder

    init(_ binary: String, server: Int) throws {
        let (path, kept) = try TemporaryFolder().kubeconfig(port: server)
        kubeconfig = kept
        process.executableURL = URL(filePath: binary)
        process.arguments = [
            "run", "--kubeconfig", path, "--watch-pods", "--node", "node-a", "--store", folder.path + "/store",
            "--socket", folder.path + "/agent.sock", "--listen", "127.0.0.1:\(port)", "--log-level", "warning",
        ]
        try process.run()
    }

    /// Ends it, and waits for its end.
    func end() {
        process.terminate()
        process.waitUntilExit()
    }

    func isReady() async -> Bool { await WebPage.get("http://127.0.0.1:\(port)/readyz").status == 200 }

    func stored(_ namespace: String, _ name: String) -> String {
        folder.read("store/networks/\(namespace)/\(name)") ?? ""
    }

    /// KiB, as /proc has it.
    func memory(_ key: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(key + ":") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    var processorSeconds: Double {
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = text.split(separator: ")").last?.split(separator: " ").map(String.init) ?? []
        guard fields.count > 13, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
