import Foundation

/// Measures every budget of the design that needs no agent. `make bench` prepares the host it runs in.
@main
struct Bench {
    let settings: Settings
    let workspace: Workspace
    let measure: Measure
    let one: [Network] = [.cluster]
    let four: [Network] = [.cluster] + Network.further

    static func main() {
        do throws(BenchFailure) {
            let bench = try Bench()
            let report = try bench.run()
            exit(report.missed == 0 ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(2)
        }
    }

    init() throws(BenchFailure) {
        settings = try Settings()
        workspace = Workspace(root: settings.work)
        measure = try Measure(program: settings.measure, workspace: workspace)
    }

    private func run() throws(BenchFailure) -> Report {
        warnIfBusy()
        var report = Report()
        let validation = ValidateBench(measure: measure, workspace: workspace, tartanctl: settings.tartanctl)
        if settings.only == "validate" {
            try validation.add(to: &report)
            try finish(report)
            return report
        }
        try workspace.write(JSONText.of(Network.cluster.list), to: workspace.path("cluster.conflist"))
        try makeNamespaces()
        let stores = StoreBench(measure: measure, workspace: workspace, tartan: settings.tartan)
        let store = try stores.make("store", networks: 10, pods: 1, annotation: "")
        let tartan = MetaPlugin.tartan(settings.tartan, store: store, workspace)
        let floor = Floor(program: settings.floor, workspace: workspace)
        let peer = try self.peer()

        report.add(try SizeBench().row(settings.tartan))
        let start = StartBench(measure: measure, workspace: workspace, pairs: settings.pairs)
        report.add(try start.row("tartan", settings.tartan, budget: 2))
        if let peer { report.add(try start.row("peer", peer.program, budget: nil)) }

        let networks = NetworksBench(measure: measure, workspace: workspace, settings: settings)
        if settings.only == "networks" {
            try networks.add([tartan, floor], chain: timed([.cluster, .chain]), to: &report)
            try finish(report)
            return report
        }
        let contenders: [any Contender] = [tartan, floor] + (peer.map { [$0] } ?? [])
        let cycles = CycleBench(measure: measure, workspace: workspace)
        for scenario in [timed(one), timed(four), nothing(one), nothing(four)] {
            let series = try cycles.run(contenders, scenario, pairs: settings.pairs)
            cycles.rows(series, scenario).forEach { report.add($0) }
        }

        let memory = MemoryBench(measure: measure, workspace: workspace)
        report.add(try memory.row(tartan, real(four), runs: 20, budgetMiB: 8))
        if let peer { report.add(try memory.row(peer, real(four), runs: 20, budgetMiB: nil)) }

        report.add(try stores.row(nothing(four), pairs: settings.pairs))

        let burst = BurstBench(measure: measure, workspace: workspace, pods: settings.pods)
        try burst.rows(tartan, floor, real(Array(four.prefix(2))), rounds: 3).forEach { report.add($0) }
        try validation.add(to: &report)
        try finish(report)
        return report
    }

    private func real(_ networks: [Network]) -> Scenario {
        Scenario(name: "real", networks: networks, plugins: settings.plugins, makesInterfaces: true)
    }

    private func timed(_ networks: [Network]) -> Scenario {
        var scenario = real(networks)
        scenario.clock = DelegateClock(
            standIns: settings.clockedPlugins, plugins: settings.plugins, file: workspace.path("times"))
        return scenario
    }

    private func nothing(_ networks: [Network]) -> Scenario {
        Scenario(name: "do-nothing", networks: networks, plugins: settings.nullPlugins, makesInterfaces: false)
    }

    /// The load average over the last minute.
    private var load: Double? {
        (try? workspace.read("/proc/loadavg"))?.split(separator: " ").first.flatMap { Double($0) }
    }

    /// A table measured beside other work says little, and must say so itself.
    private func warnIfBusy() {
        let processors = ProcessInfo.processInfo.processorCount
        guard let load, load > Double(processors) / 2 else { return }
        print(
            "The machine is busy (load \(load.text(1)) on \(processors) processors): times by the clock will be too long "
                + "and differ from run to run. Trust a run on an idle machine.\n")
    }

    private func finish(_ report: Report) throws(BenchFailure) {
        try report.write(to: settings.results, about: machine())
        print(report.missed == 0 ? "\nEvery budget is met." : "\n\(report.missed) budgets are missed.", terminator: " ")
        print("Figures: \(settings.results)")
    }

    private func peer() throws(BenchFailure) -> MetaPlugin? {
        guard let program = settings.peer else { return nil }
        guard let file = settings.peerConfiguration else { throw .missing(variable: "PEER_CONFIG") }
        try workspace.makeFolder(workspace.path("peer"))
        return .peer(program, configuration: try workspace.read(file), workspace)
    }

    private func makeNamespaces() throws(BenchFailure) {
        // With an address of its own: a bridge without one takes that of a port, and CHECK finds it changed by the next pod.
        try Shell.run("ip", ["link", "add", "lan0", "address", "02:00:5e:20:00:01", "type", "bridge"])
        try Shell.run("ip", ["link", "add", "storage0", "type", "veth", "peer", "name", "storage-peer"])
        for end in ["storage0", "storage-peer"] { try Shell.run("ip", ["link", "set", end, "up"]) }
        let names = ["tartan", "floor", "peer", "small", "large"].map { "bench-\($0)" }
        for name in names + (0..<settings.pods).map({ "burst\($0)" }) {
            try Shell.run("ip", ["netns", "add", name])
            try Shell.run("ip", ["-netns", name, "link", "set", "lo", "up"])
        }
    }

    private func machine() -> [String: Any] {
        let kernel = (try? Shell.run("uname", ["-r"])) ?? ""
        return [
            "processors": ProcessInfo.processInfo.processorCount, "commit": settings.commit,
            "kernel": kernel.split(separator: "\n").first.map(String.init) ?? "",
            "date": ISO8601DateFormatter().string(from: Date()),
            "memoryMiB": Int(ProcessInfo.processInfo.physicalMemory >> 20),
            "load": load ?? -1, "plugins": settings.plugins, "peer": settings.peer ?? "",
        ]
    }
}
