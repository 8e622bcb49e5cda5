import ExactJSON
import TartanTestSupport
import TestKit

extension Node {
    /// An agent at the place where Tartan looks for one.
    func agent(_ reply: @escaping @Sendable (JSONValue) -> FakeAgent.Reply) throws -> FakeAgent {
        try FakeAgent(folder + "/agent.sock") { reply(FakeAgent.question($0)) }
    }
}

extension FakeAgent {
    /// What it was asked, in order.
    var questions: [JSONValue] { lines.map(Self.question) }

    /// Null for a line that is no JSON.
    fileprivate static func question(_ line: String) -> JSONValue {
        (try? JSONParser.parse(line, limit: 64 << 10)) ?? .null
    }
}
