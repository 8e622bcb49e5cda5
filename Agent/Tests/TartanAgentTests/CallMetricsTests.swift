import AgentTestSupport
import ExactJSON
import Foundation
import KubernetesClient
import TartanAgent
import Testing

/// All agents of a process share their metrics, so each test has networks and plugins of its own.
@Suite("What the plugin's calls did is in the metrics", .timeLimit(.minutes(1)))
struct CallMetricsTests {
    private static func now() -> UInt64 { UInt64(Date().timeIntervalSince1970 * 1_000_000) }

    private static func journal(_ steps: [JSONValue], sandbox: String, began: UInt64) -> String {
        JournalText.add(of: ("shop", "web", "u-" + sandbox), sandbox: sandbox, began: began, steps)
    }

    private static func metrics(_ bed: AgentBed, _ health: Int) async -> [String] {
        await bed.get("/metrics", health).text.split(separator: "\n").map(String.init)
    }

    private static func has(_ bed: AgentBed, _ health: Int, _ lines: String...) async -> Bool {
        await eventually {
            let all = await metrics(bed, health)
            return lines.allSatisfy(all.contains)
        }
    }

    @Test(
        "an ADD is counted once with its networks and its plugins' times, and what is attached is a gauge until it goes"
    )
    func addAndDelete() async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            let began = Self.now()
            let add = JournalText.attached("m1/lan", by: "m1-bridge", milliseconds: 40)
            try bed.put("records/m1/if:eth0", text: Self.journal(add, sandbox: "m1", began: began))
            #expect(
                await Self.has(
                    bed, health, #"tartan_attached{network="m1/lan"} 1"#,
                    #"tartan_attachments_total{network="m1/lan",outcome="succeeded"} 1"#,
                    #"tartan_plugin_seconds_bucket{call="ADD",plugin="m1-bridge",le="0.025"} 0"#,
                    #"tartan_plugin_seconds_bucket{call="ADD",plugin="m1-bridge",le="0.05"} 1"#))

            let detached = add + JournalText.detached(at: Self.now(), milliseconds: 7)
            try bed.put("history/m1:eth0", text: Self.journal(detached, sandbox: "m1", began: began))
            try FileManager.default.removeItem(atPath: bed.store + "/records/m1")
            #expect(
                await Self.has(
                    bed, health, #"tartan_attached{network="m1/lan"} 0"#,
                    #"tartan_plugin_seconds_count{call="DEL",plugin="m1-bridge"} 1"#))
            let all = await Self.metrics(bed, health)
            #expect(all.contains(#"tartan_attachments_total{network="m1/lan",outcome="succeeded"} 1"#))
            #expect(all.contains(#"tartan_plugin_seconds_count{call="ADD",plugin="m1-bridge"} 1"#))
        }
    }

    @Test("an ADD that fails is counted as failed, and so are its network and its plugin")
    func failed() async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            let add = JournalText.attached("m2/lan", by: "m2-bridge", milliseconds: 40, failed: true)
            try bed.put("history/m2:eth0", text: Self.journal(add, sandbox: "m2", began: Self.now()))
            #expect(
                await Self.has(
                    bed, health, #"tartan_attachments_total{network="m2/lan",outcome="failed"} 1"#,
                    #"tartan_plugin_failures_total{call="ADD",plugin="m2-bridge"} 1"#))
        }
    }

    @Test("what ended before the agent started is in no counter, and what is attached since then is in the gauge")
    func before() async throws {
        let bed = AgentBed()
        let long = Self.now() - 60_000_000
        let add = JournalText.attached("m3/lan", by: "m3-bridge", milliseconds: 40)
        try bed.put("records/m3/if:eth0", text: Self.journal(add, sandbox: "m3", began: long))
        try await bed.running { health in
            #expect(await Self.has(bed, health, #"tartan_attached{network="m3/lan"} 1"#))
            #expect(await Self.metrics(bed, health).allSatisfy { !$0.contains("m3-bridge") })
        }
    }

    @Test("more networks than a label may have values are counted together")
    func bounded() async throws {
        let bed = AgentBed()
        for number in 0..<230 {
            let add = JournalText.attached("m4/lan\(number)", by: "m4-bridge", milliseconds: 1)
            try bed.put("records/m4-\(number)/if:eth0", text: Self.journal(add, sandbox: "m4-\(number)", began: 1))
        }
        try await bed.running { health in
            #expect(await Self.has(bed, health, #"tartan_attached{network="other"} 30"#))
            #expect(await Self.metrics(bed, health).count { $0.contains(#"network="m4/lan"#) } == 200)
        }
    }

    @Test("what the collector left is a gauge for each kind")
    func leftOver() async throws {
        let bed = AgentBed()
        try bed.put("left-over", ["format": 1, "wallTime": 1, "counts": ["m5 records": 2, "m5 reservations": 0]])
        try await bed.running { health in
            #expect(
                await Self.has(
                    bed, health, #"tartan_left_over{what="m5 records"} 2"#,
                    #"tartan_left_over{what="m5 reservations"} 0"#))
        }
    }

    @Test("requests are timed by verb, resource and status; the store's age is 0 while the watch is current")
    func requests() async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            let all = await Self.metrics(bed, health)
            #expect(
                all.contains {
                    $0.hasPrefix(
                        #"tartan_agent_api_seconds_count{code="200",resource="network-attachment-definitions",verb="GET"}"#
                    )
                })
            #expect(all.contains { $0.hasPrefix("tartan_agent_store_age_seconds") && $0.hasSuffix(" 0") })
        }
    }

    @Test("every metric is explained, in # HELP and in docs/agent.md, and alerts and dashboard name no other")
    func explained() async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            for line in await Self.metrics(bed, health) where line.hasPrefix("# TYPE ") {
                let name = String(line.split(separator: " ")[2])
                guard name.hasPrefix("tartan_") else { continue }
                #expect(MetricHelp.texts[name] != nil, "\(name)")
            }
        }
        let documentation = try Repository.text("docs/agent.md")
        for name in MetricHelp.texts.keys { #expect(documentation.contains("`\(name)`"), "\(name)") }
        for file in ["alerts.yaml", "alerts.test.yaml", "dashboard.json"] {
            let text = try Repository.text("samples/monitoring/" + file)
            let names = text.matches(of: /tartan_[a-z_]+/).map { String($0.output) }
            #expect(!names.isEmpty)
            for name in names {
                let metric = ["_bucket", "_count", "_sum"].reduce(name) {
                    $0.hasSuffix($1) ? String($0.dropLast($1.count)) : $0
                }
                #expect(MetricHelp.texts[metric] != nil, "\(file): \(name)")
            }
        }
    }
}
