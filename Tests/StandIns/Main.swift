import Glibc

/// Strict doubles of plugins and daemons that can't be had everywhere: Flannel, Calico, Weave Net, Cilium, and a plugin that
/// polices the interface of the one before it. One executable; the name under which it is called says which it is. They check
/// what the real ones check and refuse with the real ones' codes, keep their state with its faults, and make real interfaces.
///
/// STANDIN_STATE is the folder of all state, STANDIN_LOG the file that gets a line for each call, STANDIN_FAIL the failures on
/// demand (`Faults`), STANDIN_STRICT=1 also refuses what only the meta-plugin before them can have got wrong (`Strictness`).
@main
enum Main {
    static func main() {
        let name = CommandLine.arguments.first.flatMap { $0.split(separator: "/").last.map(String.init) } ?? ""
        switch name {
        case "flannel": run(Flannel.self)
        case "calico": run(Calico.self)
        case "calico-ipam": run(CalicoIPAM.self)
        case "weave-net": run(WeaveNet.self)
        case "weave-ipam": run(WeaveIPAM.self)
        case "cilium-cni": run(Cilium.self)
        case "policy": run(Policy.self)
        case "weaver": WeaveRouter().serve()
        case "cilium-agent": CiliumAgent().serve()
        default:
            Output.error("call it by the name of what it stands for; \(name) is none")
            exit(64)
        }
    }

    private static func run<Plugin: StandIn>(_ plugin: Plugin.Type) {
        let faults = Faults(Plugin.type)
        faults.beforeInput()
        let call: StandInCall
        do {
            call = try StandInCall(plugin)
        } catch {
            return finish(Plugin.self, nil, .failure(error))
        }
        if call.command == "VERSION" { return Output.print(Plugin.versionAnswer) }
        faults.beforeWork()
        let outcome: Result<String, Refusal>
        do throws(Refusal) {
            try Strictness.check(call, Plugin.self)
            outcome = .success(try Plugin(call, faults).answer())
        } catch {
            outcome = .failure(error)
        }
        if faults.isLate { return finish(plugin, call, .failure(Refusal(999, "it failed after its work, on demand"))) }
        if faults.printsText { return finish(plugin, call, .success("OK\n")) }
        finish(plugin, call, outcome)
    }

    private static func finish<Plugin: StandIn>(
        _ plugin: Plugin.Type, _ call: StandInCall?, _ outcome: Result<String, Refusal>
    ) {
        CallLog.write(Plugin.type, call, outcome)
        switch outcome {
        case .success(let text): Output.print(text)
        case .failure(let refusal):
            Output.print(refusal.json(call?.version ?? Plugin.versions.last ?? "1.0.0"))
            exit(1)
        }
    }
}
