import CNI
import ExactJSON

/// A span as OTLP/JSON has it (opentelemetry-proto 1.x, trace.proto, in its JSON encoding: ids in hexadecimal, 64-bit
/// integers as strings, enumerations as numbers).
struct OTLPSpan {
    enum Kind: Int {
        case inner = 1
        case server = 2
        case client = 3
    }

    enum Status: Int {
        case unset = 0
        case ok = 1
        case error = 2
    }

    /// A moment in a span that takes no time.
    struct Event {
        let name: String
        /// Microseconds since 1970-01-01T00:00Z.
        let time: UInt64
        let attributes: [(String, Attribute)]
    }

    enum Attribute {
        case text(String)
        case integer(Int)
        case flag(Bool)
    }

    /// 32 and 16 hexadecimal digits.
    let trace: String
    let identifier: String
    var parent: String?
    let name: String
    let kind: Kind
    /// Microseconds since 1970-01-01T00:00Z.
    let began: UInt64
    var ended: UInt64
    var attributes: [(String, Attribute)] = []
    var events: [Event] = []
    /// Spans of other traces that led to this one: their trace and their own id.
    var links: [(trace: String, span: String)] = []
    var status = Status.unset
    /// Only with an error.
    var message: String?

    var value: JSONValue {
        var object: JSONObject = ["traceId": .string(trace), "spanId": .string(identifier)]
        object["parentSpanId"] = parent.map { .string($0) }
        object["name"] = .string(name)
        object["kind"] = .integer(kind.rawValue)
        object["startTimeUnixNano"] = Self.nanoseconds(began)
        object["endTimeUnixNano"] = Self.nanoseconds(max(began, ended))
        object["attributes"] = Self.attributes(attributes)
        if !events.isEmpty {
            object["events"] = .array(
                events.map {
                    [
                        "timeUnixNano": Self.nanoseconds($0.time), "name": .string($0.name),
                        "attributes": Self.attributes($0.attributes),
                    ]
                })
        }
        if !links.isEmpty {
            object["links"] = .array(links.map { ["traceId": .string($0.trace), "spanId": .string($0.span)] })
        }
        var status: JSONObject = ["code": .integer(self.status.rawValue)]
        if self.status == .error { status["message"] = message.map { .string($0) } }
        object["status"] = .object(status)
        return .object(object)
    }

    private static func nanoseconds(_ microseconds: UInt64) -> JSONValue { .string(String(microseconds * 1000)) }

    static func attributes(_ attributes: [(String, Attribute)]) -> JSONValue {
        .array(attributes.map { ["key": .string($0.0), "value": value(of: $0.1)] })
    }

    private static func value(of attribute: Attribute) -> JSONValue {
        switch attribute {
        case .text(let text): ["stringValue": .string(text)]
        case .integer(let number): ["intValue": .string(String(number))]
        case .flag(let flag): ["boolValue": .bool(flag)]
        }
    }
}
