import ExactJSON

/// What the real plugin takes no notice of, and only a meta-plugin can have got wrong. Refused with code 7.
enum Strictness {
    static func check<Plugin: StandIn>(_ call: StandInCall, _ plugin: Plugin.Type) throws(Refusal) {
        guard Variable.value("STANDIN_STRICT") == "1", !isRunByAnother(call) else { return }
        func refuse(_ what: String) -> Refusal { Refusal(7, "strict: \(what)") }
        if call.configuration["capabilities"] != nil { throw refuse("the configuration has \"capabilities\"") }
        for member in call.configuration["runtimeConfig"]?.object?.members ?? []
        where !Plugin.requests.contains(member.key) {
            throw refuse("runtimeConfig has \"\(member.key)\", which is not this plugin's")
        }
        if let previous = call.previous {
            guard previous["cniVersion"]?.string == call.version else {
                throw refuse("prevResult is of another version than the configuration, or of none")
            }
        } else if call.configuration["prevResult"] != nil {
            throw refuse("prevResult is no object")
        }
        if call.command != "GC", call.configuration.members.contains(where: { $0.key.hasPrefix("cni.dev/") }) {
            throw refuse("a key of cni.dev is in the configuration")
        }
        if !call.arguments.isEmpty, !call.arguments.contains("IgnoreUnknown=") {
            throw refuse("CNI_ARGS has no IgnoreUnknown")
        }
        if ["ADD", "CHECK", "DEL"].contains(call.command), !isOnPath(call, Plugin.type) {
            throw refuse("CNI_PATH has no folder with \(Plugin.type)")
        }
        try compare(call, Plugin.type)
    }

    private static func isOnPath(_ call: StandInCall, _ type: String) -> Bool {
        call.path.contains { StateFile.exists("\($0)/\(type)") }
    }

    /// Flannel, calico and others run plugins with configurations of their own making.
    private static func isRunByAnother(_ call: StandInCall) -> Bool { Variable.value("STANDIN_INNER") == "1" }

    private static func compare(_ call: StandInCall, _ type: String) throws(Refusal) {
        let file = StateFile.path("stdin/\(type)/\(call.containerID)/\(call.interface)")
        switch call.command {
        case "ADD": StateFile.write(call.comparable, to: file)
        case "CHECK", "DEL":
            guard let first = StateFile.text(file), first != call.comparable else { return }
            throw Refusal(
                7, "strict: \(call.command) has another configuration than ADD", details: "\(first) \(call.comparable)")
        default: break
        }
    }
}
