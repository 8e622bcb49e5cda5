package import ExactJSON

/// One call of a scripted plugin, as it recorded it.
package struct RecordedCall: Sendable {
    package let command: String
    package let environment: [String: String]
    /// Standard input, byte for byte.
    package let input: String
    /// Why the plugin refused it; nil for a call that keeps the specification.
    package let refusal: String?
    package let processID: Int32
    /// When the plugin had read its input, in nanoseconds of CLOCK_MONOTONIC.
    package let time: Int

    package var configuration: JSONValue { (try? JSONParser.parse(input, limit: 16 << 20)) ?? .null }
    package var prevResult: JSONValue? { configuration["prevResult"] }

    init(_ bytes: [UInt8]) throws {
        let value = try JSONParser.parse(bytes, limit: 64 << 20)
        command = value["command"]?.string ?? ""
        input = value["input"]?.string ?? ""
        refusal = value["refusal"]?.string
        processID = Int32(value["pid"]?.integer ?? 0)
        time = value["time"]?.integer ?? 0
        var environment: [String: String] = [:]
        for member in value["environment"]?.object?.members ?? [] { environment[member.key] = member.value.string }
        self.environment = environment
    }
}
