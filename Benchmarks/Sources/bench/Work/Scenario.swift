/// Which networks a pod gets, and by which binaries: real plugins, or delegates that do nothing.
struct Scenario {
    var name: String
    var networks: [Network]
    var plugins: String
    /// Where the delegates' own time is taken off.
    var clock: DelegateClock?
    /// Delegates that do nothing make none.
    var makesInterfaces: Bool

    /// A list below 0.4.0 has no CHECK.
    var verbs = Verb.allCases
    /// Each contender's pod has a name of its own: Calico knows a pod by its name.
    var hasOwnPods = false
    /// Beside those of CNI.
    var environment: [String: String] = [:]

    /// The binaries that the caller starts. host-local isn't among them: its plugin starts it.
    var binaries: Int { networks.reduce(0) { $0 + $1.plugins.count } }

    /// Where the caller finds them.
    var searched: String { clock?.standIns ?? plugins }

    /// What the pod's annotation asks for.
    var annotation: String { networks.dropFirst().map { "bench/\($0.name)" }.joined(separator: ",") }

    var label: String { "\(name), \(networks.count) network\(networks.count == 1 ? "" : "s"), \(binaries) binaries" }
}
