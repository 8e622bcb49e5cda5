import CNI
import ExactJSON
import Testing

@testable import TartanCore

@Suite("Requests in CNI_ARGS") struct RequestArgumentTests {
    private func argument(_ capability: String, _ value: JSONValue) -> RequestArgument? {
        RequestArgument(CapabilityRequest(capability: capability, value: value, key: capability))
    }

    private func added(_ text: String) throws -> String {
        let ips = try #require(argument("ips", ["10.9.0.7/24", "fd00::7"]))
        let mac = try #require(argument("mac", "02:00:00:00:00:07"))
        return [ips, mac].added(to: text)
    }

    @Test("mac and ips have a key, nothing else has")
    func keys() {
        #expect(argument("mac", "02:00:00:00:00:07").map { "\($0.key)=\($0.value)" } == "MAC=02:00:00:00:00:07")
        #expect(
            argument("ips", ["10.9.0.7/24", "fd00::7"]).map { "\($0.key)=\($0.value)" } == "IP=10.9.0.7/24,fd00::7")
        for capability in ["infinibandGUID", "portMappings", "bandwidth", "deviceID", "MAC"] {
            #expect(argument(capability, "x") == nil)
        }
    }

    @Test(
        "they stand at the end, MAC first, in place of others of their keys, and unknown keys are no error",
        arguments: [
            ("", "IgnoreUnknown=1;"), ("IgnoreUnknown=1", "IgnoreUnknown=1;"),
            ("IgnoreUnknown=true;K8S_POD_NAME=web", "IgnoreUnknown=true;K8S_POD_NAME=web;"),
            ("K8S_POD_NAME=web;IgnoreUnknown=0", "IgnoreUnknown=1;K8S_POD_NAME=web;"),
            ("IP=1.2.3.4;K8S_POD_NAME=web;MAC=x;IP=5", "IgnoreUnknown=1;K8S_POD_NAME=web;"),
        ])
    func text(given: String, before: String) throws {
        #expect(try added(given) == before + "MAC=02:00:00:00:00:07;IP=10.9.0.7/24,fd00::7")
    }

    @Test("what is made can be read again")
    func readable() throws {
        let arguments = try CNIArguments(try added("K8S_POD_NAME=web"))
        #expect(arguments["IP"] == "10.9.0.7/24,fd00::7")
        #expect(arguments["K8S_POD_NAME"] == "web")
    }
}
