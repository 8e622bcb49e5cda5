import ExactJSON
import Glibc

/// Links, addresses and routes by `ip`, on the host and in the sandbox.
struct Sandbox {
    /// Empty where the sandbox is gone.
    let netns: String

    var isThere: Bool { !netns.isEmpty && StateFile.exists(netns) }

    /// Runs `ip` in the sandbox.
    @discardableResult
    func ip(_ words: String) -> Command.Outcome {
        Command.run(["nsenter", "--net=\(netns)", "ip"] + words.split(separator: " ").map(String.init))
    }

    func hasLink(_ name: String) -> Bool { ip("link show dev \(name)").succeeded }

    func json(_ words: String) -> [JSONValue] {
        let outcome = ip("-json \(words)")
        return (try? JSONParser.parse(outcome.output, limit: 1 << 20))?.array ?? []
    }

    func hardwareAddress(_ name: String) -> String {
        json("link show dev \(name)").first?["address"]?.string ?? ""
    }

    func mtu(_ name: String) -> Int { json("link show dev \(name)").first?["mtu"]?.integer ?? 0 }

    /// `address/prefix`, without link-local ones.
    func addresses(_ name: String) -> [String] {
        let link = json("address show dev \(name)").first
        return (link?["addr_info"]?.array ?? []).filter { $0["scope"]?.string == "global" }.compactMap { address in
            guard let local = address["local"]?.string, let length = address["prefixlen"]?.integer else { return nil }
            return "\(local)/\(length)"
        }
    }
}

enum Host {
    @discardableResult
    static func ip(_ words: String) -> Command.Outcome {
        Command.run(["ip"] + words.split(separator: " ").map(String.init))
    }

    static func hasLink(_ name: String) -> Bool { ip("link show dev \(name)").succeeded }

    static func set(_ key: String, _ value: String) {
        let descriptor = unsafe open("/proc/sys/net/\(key)", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        Output.write(Array(value.utf8), to: descriptor)
        close(descriptor)
    }

    /// Hexadecimal digits of a hash by `sha1sum` or `sha256sum`.
    static func hash(_ tool: String, _ text: String, digits: Int) -> String {
        String(Command.run([tool], input: text).output.prefix(digits))
    }
}

/// What another plugin, found in CNI_PATH, answered.
enum InnerCall {
    static func run(
        _ type: String, _ command: String, _ call: StandInCall, _ configuration: JSONObject
    ) throws(Refusal) -> JSONValue {
        guard let folder = call.path.first(where: { StateFile.exists("\($0)/\(type)") }) else {
            throw Refusal(999, "failed to find plugin \"\(type)\" in path \(call.path)")
        }
        let outcome = Command.run(
            ["\(folder)/\(type)"], input: JSONValue.object(configuration).text,
            variables: ["CNI_COMMAND=\(command)", "STANDIN_INNER=1"])
        let answer = try? JSONParser.parse(outcome.output, limit: 4 << 20)
        if outcome.succeeded { return answer ?? .null }
        throw Refusal(
            answer?["code"]?.integer ?? 999, answer?["msg"]?.string ?? "netplugin failed: \(outcome.errors)",
            details: answer?["details"]?.string ?? "")
    }
}
