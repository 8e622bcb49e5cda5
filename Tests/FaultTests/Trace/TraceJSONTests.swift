import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// What `tartanctl trace` gives programs.
@Suite(.enabled(if: Executables.isRoot && TestFile.exists(Executables.tartanctl), "needs root and tartanctl"))
struct TraceJSONTests {
    private static let token = "hunter2-very-secret"

    @Test("-o json has each call with its binaries, input, output, exit, and undo")
    func fields() throws {
        let node = try Node.withFailingChain()
        let pod = try node.host.pod(uid: "u-1")
        #expect(try node.add(pod, "one").errorCode == 120)
        let traces = try node.traces("web")
        let trace = try #require(traces.first)
        #expect(traces.count == 1)
        #expect(trace["pod"] == "web" && trace["namespace"] == "default" && trace["uid"] == "u-1")
        #expect(trace["sandbox"] == .string(pod.containerID) && trace["interface"] == "eth0")
        #expect(trace["failed"] == true && trace["open"] == false && trace["left"] == [])
        #expect(trace["attachments"]?.array?.map { $0["network"] } == ["cluster", "default/one"])
        let call = try #require(trace["calls"]?.array?.first)
        #expect(call["caller"] == "ADD" && call["outcome"] == "failure" && call["code"] == 120)
        let steps = try #require(call["steps"]?.array)
        #expect(
            steps.map { $0["step"] } == [
                "resolved", "binary", "binary", "binary", "undo", "binary", "binary", "binary",
            ])
        let failed = steps[3]
        #expect(failed["plugin"] == "a2" && failed["verb"] == "ADD" && failed["interface"] == "net1")
        #expect(failed["path"] == .string(node.folder + "/bin/a2"))
        #expect(failed["exit"] == 1 && failed["failed"] == true && failed["undo"] == false)
        #expect(failed["error"]?["details"] == "rack 7 is full" && failed["stderr"] == "one\ntwo\n")
        // Exactly what the plugin was given, but for what only the call adds.
        var given = try #require(try node.calls("a2", "ADD").first?.configuration.object)
        given["prevResult"] = nil
        #expect(failed["configuration"] == .object(given))
        #expect(failed["prevResult"] == "what a1 answered, its interfaces completed")
        #expect(steps[2]["result"]?["interfaces"].at(0)?["name"] == "net1")
        let times = steps.compactMap { $0["after"]?.integer }
        #expect(times.count == steps.count && times == times.sorted())
        #expect(steps.dropFirst(5).allSatisfy { $0["undo"] == true && $0["verb"] == "DEL" && $0["exit"] == 0 })
    }

    @Test("a secret of a configuration is nowhere in a trace, also where the plugin repeats it")
    func secrets() throws {
        let node = try Node.withScriptedCluster()
        let token = Self.token
        try node.scripted(
            "leaks",
            [
                "ADD": [
                    "stderr": .string("using \(token)\n"),
                    "error": ["code": 120, "msg": .string("\(token) is refused"), "details": .string("t=\(token)")],
                ],
                "DEL": ["stderr": .string(token), "output": .string("bye \(token)"), "exit": 3],
            ])
        try node.network(
            "vault",
            node.list("vault", ["type": "leaks", "auth": ["token": .string(token), "url": "https://u:hunter3@h/"]]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "vault").errorCode == 120)
        let file = node.folder + "/spans.json"
        for arguments in [
            [], ["--full"], ["--all"], ["-o", "json"], ["-o", "otlp"], ["-o", "otlp", "--full"],
            ["--full", "--otlp", file],
        ] {
            let outcome = try node.host.run(
                TestCommand(node.traceArguments(["web"] + arguments), environment: ["PATH=/usr/bin"]))
            #expect(outcome.succeeded)
            #expect(!outcome.text.contains("hunter") && !outcome.errorOutput.contains("hunter"), "\(arguments)")
            #expect(outcome.text.contains("(hidden)"), "\(arguments)")
        }
        let spans = try #require(TestFile.textIfThere(file))
        #expect(spans.contains("(hidden) is refused") && !spans.contains("hunter"))
        let described = try node.host.run(
            TestCommand([Executables.tartanctl, "describe", "record", "sandbox-web", "--store", node.store.root]))
        #expect(described.succeeded && !described.text.contains("hunter"), "\(described)")
    }

    @Test("spans are OTLP: ids, parents, times in order, the ADD's of a DEL as a link, status and codes")
    func spans() throws {
        let node = try Node.withFailingChain()
        let pod = try node.host.pod(uid: "u-1")
        #expect(try node.add(pod, "one").errorCode == 120)
        try node.setScript("a2", [:])
        #expect(try node.add(pod, "one").succeeded)
        #expect(try node.delete(pod).succeeded)
        var other = pod
        other.containerID = "other"
        try node.setScript("a2", ["ADD": ["error": ["code": 120, "msg": "no"]]])
        #expect(try node.add(other, "one").errorCode == 120)

        let file = node.folder + "/spans.json"
        #expect(try node.trace("web", "--otlp", file).text.contains("ADD of default/web failed"))
        let bytes = try #require(TestFile.textIfThere(file))
        let document = try JSONParser.parse(bytes, limit: 1 << 20)
        #expect(bytes.split(separator: "\n").count == 1)
        #expect(try node.trace("web", "-o", "otlp").json == document)

        let resource = try #require(document["resourceSpans"].at(0))
        #expect(
            resource["resource"]?["attributes"].at(0) == ["key": "service.name", "value": ["stringValue": "tartan"]])
        let spans = try #require(resource["scopeSpans"].at(0)?["spans"]?.array)
        try expectSound(spans)
        let roots = spans.filter { $0["parentSpanId"] == nil }
        #expect(roots.map { $0["name"] } == ["ADD default/web", "DEL default/web", "ADD default/web"])
        #expect(Set(roots.map { $0["traceId"]?.string }).count == 3)
        #expect(roots[1]["links"].at(0) == ["traceId": roots[0]["traceId"] ?? "", "spanId": roots[0]["spanId"] ?? ""])
        #expect(roots.map { $0["status"]?["code"] } == [1, 1, 2])
        #expect(attribute("k8s.pod.uid", of: roots[2]) == ["stringValue": "u-1"])
        #expect(attribute("cni.error.code", of: roots[2]) == ["intValue": "120"])

        let failed = spans.filter { $0["traceId"] == roots[2]["traceId"] }
        #expect(
            failed.map { $0["name"] } == [
                "ADD default/web", "eth0 cluster", "ADD base", "net1 default/one", "ADD a1", "ADD a2", "undo", "DEL a2",
                "DEL a1", "DEL base",
            ])
        #expect(failed.map { $0["status"]?["code"]?.integer } == [2, 1, 1, 2, 1, 2, 1, 1, 1, 1])
        #expect(failed[5]["parentSpanId"] == failed[3]["spanId"] && failed[7]["parentSpanId"] == failed[6]["spanId"])
        #expect(attribute("process.exit.code", of: failed[5]) == ["intValue": "1"])
        #expect(attribute("error.type", of: failed[5]) == ["stringValue": "120"])
    }

    /// As opentelemetry-proto's JSON encoding demands of every span.
    private func expectSound(_ spans: [JSONValue]) throws {
        let hexadecimal = "0123456789abcdef"
        var times: [String: (UInt64, UInt64)] = [:]
        for span in spans {
            let trace = try #require(span["traceId"]?.string)
            let identifier = try #require(span["spanId"]?.string)
            #expect(trace.count == 32 && identifier.count == 16)
            #expect((trace + identifier).allSatisfy { hexadecimal.contains($0) })
            // Integers of 64 bits are strings, enumerations numbers.
            let began = try #require(span["startTimeUnixNano"]?.string.flatMap { UInt64($0) })
            let ended = try #require(span["endTimeUnixNano"]?.string.flatMap { UInt64($0) })
            #expect(began <= ended && began > 1_700_000_000_000_000_000)
            #expect([1, 2, 3].contains(span["kind"]?.integer) && span["name"]?.string?.isEmpty == false)
            #expect([0, 1, 2].contains(span["status"]?["code"]?.integer))
            #expect(times.updateValue((began, ended), forKey: identifier) == nil, "an id is there twice")
        }
        for span in spans {
            guard let parent = span["parentSpanId"]?.string else { continue }
            let outer = try #require(times[parent])
            let own = try #require(span["spanId"]?.string.flatMap { times[$0] })
            #expect(outer.0 <= own.0 && own.1 <= outer.1, "\(span["name"]?.string ?? "")")
            let isSameTrace = spans.contains { $0["spanId"]?.string == parent && $0["traceId"] == span["traceId"] }
            #expect(isSameTrace)
        }
    }

    private func attribute(_ key: String, of span: JSONValue) -> JSONValue? {
        span["attributes"]?.array?.first { $0["key"]?.string == key }?["value"]
    }
}
