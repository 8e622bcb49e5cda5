import CNI
import ExactJSON
import Glibc

/// One call, checked in the order of the reference library: variables, JSON, name, version.
struct StandInCall {
    let command: String
    let containerID: String
    /// Empty where the caller gave none.
    let netns: String
    let interface: String
    /// CNI_ARGS.
    let arguments: String
    let path: [String]
    let input: [UInt8]
    let configuration: JSONObject
    /// The configuration's, and what is meant where it has none.
    let version: String

    init<Plugin: StandIn>(_ plugin: Plugin.Type) throws(Refusal) {
        command = Variable.value("CNI_COMMAND") ?? ""
        containerID = Variable.value("CNI_CONTAINERID") ?? ""
        netns = Variable.value("CNI_NETNS") ?? ""
        interface = Variable.value("CNI_IFNAME") ?? ""
        arguments = Variable.value("CNI_ARGS") ?? ""
        path = (Variable.value("CNI_PATH") ?? "").split(separator: ":").map(String.init)
        if command == "VERSION" {
            (input, configuration, version) = ([], JSONObject(), "")
            return
        }
        try Self.requireVariables(command, Plugin.manners)
        input = Input.all()
        guard let object = try? JSONParser.parse(input, limit: 4 << 20).object else {
            // Weave's DEL takes anything for something that is gone.
            if Plugin.manners == .old, command == "DEL" {
                (configuration, version) = (JSONObject(), "")
                return
            }
            throw Refusal(
                Plugin.manners == .old ? 100 : 6,
                "error unmarshall network config: invalid character in the configuration")
        }
        configuration = object
        version = object["cniVersion"]?.string ?? (Plugin.type.hasPrefix("calico") ? "0.2.0" : "0.1.0")
        if (object["name"]?.string ?? "").isEmpty {
            throw Refusal(Plugin.manners == .old ? 100 : 7, "missing network name:")
        }
        guard Plugin.versions.contains(version) else {
            throw Refusal(
                1, "incompatible CNI versions",
                details: "config is \"\(version)\", plugin supports \(Plugin.versions)")
        }
    }

    private static func requireVariables(_ command: String, _ manners: Manners) throws(Refusal) {
        let needed: [String: [String]] = [
            "ADD": ["CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME", "CNI_PATH"],
            "CHECK": ["CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME", "CNI_PATH"],
            "DEL": ["CNI_CONTAINERID", "CNI_IFNAME", "CNI_PATH"], "GC": ["CNI_PATH"], "STATUS": [],
        ]
        let isKnown = manners == .old ? ["ADD", "DEL"].contains(command) : needed[command] != nil
        guard isKnown, let names = needed[command] else {
            throw Refusal(manners == .old ? 100 : 4, "unknown CNI_COMMAND: \(command)")
        }
        let missing = names.filter { (Variable.value($0) ?? "").isEmpty }
        if missing.isEmpty { return }
        if manners == .old {
            Output.error(missing.map { "\($0) env variable missing" }.joined(separator: "\n"))
            throw Refusal(100, "required env variables missing")
        }
        throw Refusal(4, "required env variables [\(missing.joined(separator: ","))] missing")
    }

    /// A value of CNI_ARGS; nil where it is missing or empty.
    func argument(_ key: String) -> String? {
        for pair in arguments.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == key, !parts[1].isEmpty { return String(parts[1]) }
        }
        return nil
    }

    var network: String { configuration["name"]?.string ?? "" }
    var previous: JSONObject? { configuration["prevResult"]?.object }

    /// The call's own line of what the caller must keep equal between ADD, CHECK and DEL.
    var comparable: String {
        var object = configuration
        object["prevResult"] = nil
        return JSONValue.object(object).text
    }
}

enum Variable {
    static func value(_ name: String) -> String? { unsafe getenv(name).map { unsafe String(cString: $0) } }
}
