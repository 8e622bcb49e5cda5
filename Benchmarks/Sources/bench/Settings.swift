import Foundation

/// What `make bench` hands over, by environment.
struct Settings {
    let work: String
    let tartan: String
    let tartanctl: String
    let plugins: String
    let nullPlugins: String
    /// Stand-ins that time the plugins.
    let clockedPlugins: String
    /// Flannel, Calico, Weave Net and Cilium, or their stand-ins, with the plugins that they run; and those that time them.
    let networkPlugins: String
    let clockedNetworks: String
    let floor: String
    let measure: String
    let results: String
    let commit: String
    let peer: String?
    let peerConfiguration: String?
    /// Pairs of the rows with real plugins; cheap rows take five times as many.
    let pairs: Int
    let pods: Int
    /// Of the groups of rows the one that is to be measured; nil for all.
    let only: String?

    init() throws(BenchFailure) {
        let environment = ProcessInfo.processInfo.environment
        func required(_ name: String) throws(BenchFailure) -> String {
            guard let value = environment[name], !value.isEmpty else { throw .missing(variable: name) }
            return value
        }
        func optional(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

        work = try required("BENCH_WORK")
        tartan = try required("BENCH_TARTAN")
        tartanctl = try required("BENCH_TARTANCTL")
        plugins = try required("BENCH_PLUGINS")
        nullPlugins = try required("BENCH_NULL_PLUGINS")
        clockedPlugins = try required("BENCH_CLOCKED_PLUGINS")
        networkPlugins = try required("BENCH_NETWORK_PLUGINS")
        clockedNetworks = try required("BENCH_CLOCKED_NETWORKS")
        floor = try required("BENCH_FLOOR")
        measure = try required("BENCH_MEASURE")
        results = try required("BENCH_RESULTS")
        commit = optional("BENCH_COMMIT") ?? "unknown"
        peer = optional("PEER")
        peerConfiguration = optional("PEER_CONFIG")
        pairs = max(30, optional("PAIRS").flatMap { Int($0) } ?? 200)
        pods = 150
        only = optional("ONLY")
    }
}
