import ExactJSON
import KubernetesClient

/// What a plugin asks on the agent's socket: one JSON line (the socket's format is in docs/agent.md).
enum AgentQuestion: Sendable, Equatable {
    case fetch(LiveLookup.Kind, ObjectName, uid: String?)
    case publish(outbox: String)
    case devices(ObjectName, uid: String)

    static let knownFormat = 1
    /// The longest line, either way.
    static let longestLine = 64 << 10

    enum Failure: Error, Equatable {
        case notJSON(String)
        case newerFormat(Int)
        case missing(String)
        case unknown(String)

        var message: String {
            switch self {
            case .notJSON(let reason): "the question is no JSON object: \(reason)"
            case .newerFormat(let format):
                "the question has format \(format), and this agent knows formats up to \(AgentQuestion.knownFormat)"
            case .missing(let key): "the question has no \"\(key)\""
            case .unknown(let what): "the question is for \"\(what)\", which this agent doesn't know"
            }
        }
    }

    init(_ line: [UInt8]) throws(Failure) {
        let value: JSONValue
        do { value = try JSONParser.parse(line, limit: Self.longestLine) } catch { throw .notJSON(error.description) }
        guard let object = value.object else { throw .notJSON("it is \(value.kindName)") }
        guard let format = object["format"]?.integer else { throw .missing("format") }
        guard format <= Self.knownFormat else { throw .newerFormat(format) }
        func text(_ key: String) throws(Failure) -> String {
            guard let text = object[key]?.string, !text.isEmpty else { throw .missing(key) }
            return text
        }
        switch try text("do") {
        case "fetch":
            let kind = try text("kind")
            guard let known = LiveLookup.Kind(rawValue: kind) else { throw .unknown(kind) }
            self = .fetch(known, ObjectName(try text("namespace"), try text("name")), uid: object["uid"]?.string)
        case "publish": self = .publish(outbox: try text("outbox"))
        case "devices": self = .devices(ObjectName(try text("namespace"), try text("name")), uid: try text("uid"))
        case let other: throw .unknown(other)
        }
    }
}

/// The answer: yes, or why not.
struct AgentAnswer: Sendable, Equatable {
    let line: JSONValue

    static let yes = AgentAnswer(line: ["ok": true])

    static func no(_ code: String, _ message: String) -> AgentAnswer {
        AgentAnswer(line: ["ok": false, "code": .string(code), "message": .string(String(message.prefix(4096)))])
    }

    init(line: JSONValue) { self.line = line }

    init(_ answer: LiveLookup.Answer) {
        self =
            switch answer {
            case .stored: .yes
            case .notFound(let message): .no("notFound", message)
            case .denied(let message): .no("denied", message)
            case .unavailable(let message): .no("unavailable", message)
            case .otherUID(let message): .no("otherUID", message)
            }
    }

    init(_ outcome: StatusPublisher.Outcome) {
        self =
            switch outcome {
            case .published, .unchanged: .yes
            case .podGone: .no("notFound", "the pod is gone")
            case .failed(let failure): .no(failure.isRefusal ? "denied" : "unavailable", failure.description)
            }
    }

    init(_ answer: PodDevices.Answer) {
        switch answer {
        case .devices(let devices):
            let members = devices.sorted { $0.key < $1.key }.map { resource, names in
                JSONObject.Member(key: resource, value: .array(names.map { .string($0) }))
            }
            let yes = AgentAnswer(line: ["ok": true, "devices": .object(JSONObject(members))])
            let fits = yes.line.bytes.count < AgentQuestion.longestLine
            self = fits ? yes : .no("unavailable", "the pod has more devices than fit into an answer")
        case .unavailable(let message): self = .no("unavailable", message)
        }
    }
}
