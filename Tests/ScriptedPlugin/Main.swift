import ExactJSON
import Glibc

/// A CNI plugin for tests. It refuses what the specification forbids its caller, records what it got, and does what its script
/// says: see `Script`.
@main
enum Main {
    static func main() {
        let invocation = Invocation()
        let beside = Script(file: invocation.executable + ".script")
        let behaviour = beside?.behaviour(invocation.command, nth: Record.count(invocation) + 1)
        if behaviour?["ignoreStdin"]?.boolean == true {
            Record(invocation, input: [], refusal: nil).write()
            Actor(invocation, configuration: .null, behaviour: behaviour ?? .null).act()
        }
        let input = Input.readAll()
        let configuration = try? JSONParser.parse(input, limit: 16 << 20)
        let script = beside ?? configuration?["script"]?.string.flatMap(Script.init(file:))
        let rules = Rules(invocation, configuration, script: script)
        let refusal = rules.broken()
        let nth = Record.count(invocation) + 1
        Record(invocation, input: input, refusal: refusal?.sentence).write()
        if let refusal { Output.fail(code: refusal.code, "strict: \(refusal.sentence)") }
        Actor(
            invocation, configuration: configuration ?? .null,
            behaviour: script?.behaviour(invocation.command, nth: nth) ?? .null
        ).act()
    }
}
