import ExactJSON
import Glibc

/// Does what the script says for one call, and ends the process.
struct Actor {
    private let invocation: Invocation
    private let configuration: JSONValue
    private let behaviour: JSONValue

    init(_ invocation: Invocation, configuration: JSONValue, behaviour: JSONValue) {
        self.invocation = invocation
        self.configuration = configuration
        self.behaviour = behaviour
    }

    func act() -> Never {
        if let text = behaviour["stderr"]?.string { Output.write(text, to: 2) }
        if let bytes = behaviour["floodStderr"]?.integer { Output.flood(bytes, to: 2) }
        if let child = behaviour["fork"] { leaveChild(child) }
        touch("touch")
        if let milliseconds = behaviour["sleep"]?.integer { pause(milliseconds) }
        if behaviour["hang"]?.boolean == true { hang() }
        if behaviour["interface"]?.boolean == true { makeInterface() }
        if behaviour["removeInterface"]?.boolean == true { removeInterface() }
        if let commands = behaviour["run"]?.string { shell(commands) }
        touch("touchAfter")
        if let signal = behaviour["crash"]?.integer { crash(Int32(signal)) }
        answer()
    }

    private func touch(_ key: String) {
        guard let path = behaviour[key]?.string else { return }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
    }

    private func pause(_ milliseconds: Int) {
        var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        var left = timespec()
        while unsafe nanosleep(&time, &left) != 0 { time = left }
    }

    private func hang() -> Never {
        _ = signal(SIGTERM, SIG_IGN)
        while true { pause(60_000) }
    }

    private func crash(_ number: Int32) -> Never {
        // Swift's own handler would write a backtrace and go on after it.
        _ = signal(number, SIG_DFL)
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        unsafe setrlimit(__rlimit_resource_t(4), &limit)
        raise(number)
        exit(99)
    }

    /// The child is a `sleep`: nothing of this process' runtime lives on in it.
    private func leaveChild(_ child: JSONValue) {
        let seconds = child["seconds"]?.integer ?? 30
        let streams = child["streams"]?.boolean == true ? "" : " <&- >&- 2>&-"
        let session = child["group"]?.boolean == true ? "setsid " : ""
        let number = child["file"]?.string.map { " echo $! >'\($0)'" } ?? ""
        shell("\(session)sleep \(seconds)\(streams) &\(number)")
    }

    private var interface: String { invocation["CNI_IFNAME"] ?? "" }

    /// Of this container and interface alone, and the same at ADD and DEL (FNV-1a).
    private var hostInterface: String {
        let text = (invocation["CNI_CONTAINERID"] ?? "") + "/" + interface
        let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return "h-" + String(hash, radix: 16)
    }

    private func makeInterface() {
        let netns = invocation["CNI_NETNS"] ?? ""
        let status = shell(
            """
            set -e
            ip link add '\(hostInterface)' type veth peer name '\(interface)' netns '\(netns)'
            ip link set '\(hostInterface)' up
            nsenter --net='\(netns)' ip link set '\(interface)' up
            """)
        if status != 0 { Output.fail(code: 999, "the interface could not be made") }
        if let address = behaviour["address"]?.string {
            shell("nsenter --net='\(netns)' ip addr add \(address) dev '\(interface)' nodad")
        }
    }

    private func removeInterface() { shell("ip link delete '\(hostInterface)' 2>/dev/null || true") }

    @discardableResult
    private func shell(_ script: String) -> Int32 {
        unsafe system("exec >&2\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n" + script)
    }

    private func answer() -> Never {
        if let bytes = behaviour["floodOutput"]?.integer { Output.flood(bytes, to: 1) }
        if let text = behaviour["output"]?.string { Output.write(text) }
        let status = behaviour["exit"]?.integer.map(Int32.init(truncatingIfNeeded:))
        let version = configuration["cniVersion"]?.string ?? "1.0.0"
        if let error = behaviour["error"] {
            var object = JSONObject()
            object["cniVersion"] = .string(version)
            for member in error.object?.members ?? [] { object[member.key] = member.value }
            Output.write(JSONValue.object(object).bytes)
            exit(status ?? 1)
        }
        let isSilent = behaviour["output"] != nil || behaviour["floodOutput"] != nil || status ?? 0 != 0
        if invocation.command == "ADD", !isSilent { Output.write(result(version).bytes) }
        if invocation.command == "VERSION", !isSilent { Output.write(Self.versions) }
        exit(status ?? 0)
    }

    private func result(_ version: String) -> JSONValue {
        let scripted = behaviour["results"]?[version] ?? behaviour["result"]
        if let scripted, behaviour["passOn"]?.boolean != true { return scripted }
        if let previous = configuration["prevResult"] { return previous }
        if version < "0.3.0" { return ["cniVersion": .string(version)] }
        var object = JSONObject()
        object["cniVersion"] = .string(version)
        object["interfaces"] = [["name": .string(interface), "sandbox": .string(invocation["CNI_NETNS"] ?? "")]]
        if let address = behaviour["address"]?.string { object["ips"] = [Self.address(address, version)] }
        return .object(object)
    }

    private static func address(_ text: String, _ version: String) -> JSONValue {
        if version >= "1.0.0" { return ["address": .string(text), "interface": 0] }
        return ["version": text.contains(":") ? "6" : "4", "address": .string(text), "interface": 0]
    }

    private static let versions = """
        {"cniVersion": "1.1.0", "supportedVersions": ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]}
        """
}
