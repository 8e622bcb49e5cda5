import ExactJSON
import Foundation
import Testing

@Suite struct RunInputTests {
    private let annotations = "io.kubernetes.cri.pod-annotations"

    @Test("the plugin gets its object of the list, with name, version and the stored pod's annotations")
    func injected() throws {
        let fixture = try RunFixture()
        #expect(try fixture.ofWeb("ADD").status == 0)
        #expect(
            try fixture.plugin.call().input
                == #"{"type":"tartan","clusterNetwork":"infra/main","unknown":1.50,"capabilities":{"\#(annotations)":true,"#
                + #""portMappings":true,"ips":false},"name":"pods","cniVersion":"1.0.0","store":"\#(fixture.store)","#
                + #""runtimeConfig":{"\#(annotations)":{"k8s.v1.cni.cncf.io/networks":"infra/storage@lan0","other":"1"}}}"#
        )
    }

    @Test("annotations are handed over only where the configuration declares them and --no-annotations isn't given")
    func annotationsLeftOut() throws {
        let fixture = try RunFixture()
        #expect(try fixture.ofWeb("ADD", "--no-annotations").status == 0)
        #expect(try fixture.plugin.call().json["runtimeConfig"] == nil)
        // The pod is still named, so that Tartan can look it up.
        #expect(try fixture.plugin.call().environment["CNI_ARGS"]?.contains("K8S_POD_NAME=web") == true)

        try fixture.writeConfiguration(#"{"io.kubernetes.cri.pod-annotations": false}"#)
        let undeclared = try fixture.ofWeb("ADD")
        #expect(undeclared.status == 0)
        #expect(undeclared.errors == "")
        #expect(try fixture.plugin.call().json["runtimeConfig"] == nil)
    }

    @Test("GC and STATUS get no annotations", arguments: ["GC", "STATUS"])
    func withoutSandbox(command: String) throws {
        let fixture = try RunFixture()
        #expect(try fixture.ofWeb(command).status == 0)
        #expect(try fixture.plugin.call().json["runtimeConfig"] == nil)
    }

    @Test("--cap-args go to what declares them, beside the annotations; for others there is a note")
    func capabilityArguments() throws {
        let fixture = try RunFixture()
        let outcome = try fixture.ofWeb(
            "ADD", "--cap-args", #"{"portMappings":[{"hostPort":8080,"containerPort":80}],"ips":["10.0.0.9/24"]}"#)
        #expect(outcome.status == 0)
        let given = try fixture.plugin.call().json["runtimeConfig"]
        #expect(given?["portMappings"] == [["hostPort": 8080, "containerPort": 80]])
        #expect(given?[annotations]?["other"] == "1")
        #expect(given?["ips"] == nil)
        #expect(
            outcome.errors
                == "note: \(fixture.config) doesn't declare the capability \"ips\", so its value isn't handed over.\n")
    }

    @Test("CAP_ARGS of the environment stands in for --cap-args, as with cnitool")
    func capabilityVariable() throws {
        var fixture = try RunFixture()
        fixture.tartanctl.environment["CAP_ARGS"] = #"{"portMappings":[1]}"#
        _ = try fixture.ofWeb("ADD")
        #expect(try fixture.plugin.call().json["runtimeConfig"]?["portMappings"] == [1])
        _ = try fixture.ofWeb("ADD", "--cap-args", #"{"portMappings":[2]}"#)
        #expect(try fixture.plugin.call().json["runtimeConfig"]?["portMappings"] == [2])
    }

    @Test(
        "--cap-args that are no JSON object are a wrong command line",
        arguments: [
            ("{", "error: --cap-args is not JSON: "), ("[1]", "error: --cap-args is an array, expected an object"),
        ])
    func badCapabilityArguments(text: String, message: String) throws {
        let fixture = try RunFixture()
        let outcome = try fixture.ofWeb("ADD", "--cap-args", text)
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
        #expect(try fixture.plugin.calls().isEmpty)
    }

    @Test("GC lists the attachments whose sandbox is still there")
    func garbage() throws {
        let fixture = try RunFixture()
        try SampleRecord(sandbox: "living").write(to: fixture.store)
        try SampleRecord(sandbox: "gone", bootID: "another boot").write(to: fixture.store)
        #expect(try fixture.run("GC").status == 0)
        #expect(
            try fixture.plugin.call().json["cni.dev/valid-attachments"] == [
                ["containerID": "living", "ifname": "eth0"]
            ])
        #expect(try fixture.run("STATUS").status == 0)
        #expect(try fixture.plugin.call().json["cni.dev/valid-attachments"] == nil)
    }

    @Test("GC without records says so with an empty list, and needs a store")
    func emptyGarbage() throws {
        let fixture = try RunFixture()
        #expect(try fixture.run("GC").status == 0)
        #expect(try fixture.plugin.call().json["cni.dev/valid-attachments"] == [])
        let outcome = try fixture.tartanctl.run([
            "run", "GC", "--plugin", fixture.plugin.path, "--config", fixture.config, "--store", "/nowhere/store",
        ])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: there is no store at /nowhere/store (set by --store).\n"))
    }
}
