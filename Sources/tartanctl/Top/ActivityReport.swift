import ExactJSON

/// `top` as people and programs read it.
struct ActivityReport {
    let activity: Activity
    let period: Period
    /// Microseconds since 1970-01-01T00:00Z.
    let now: UInt64
    /// What a command that is proposed must carry as well: `--store DIR`.
    let suffix: String

    var text: String {
        var sheet = Sheet(headline)
        sheet.table("", networkTable)
        sheet.table("", pluginTable)
        if let begins = activity.historyBegins {
            sheet.next(
                "The history is full: calls that ended before \(Moment.age(since: begins, now: now)) ago may be missing."
            )
        }
        if let pod = [activity.adds, activity.detached].compactMap(\.lastFailure).max(by: { $0.wallTime < $1.wallTime }
        )?.pod {
            sheet.next("What failed last: tartanctl trace \(pod)\(suffix)")
        }
        return sheet.text
    }

    private var headline: String {
        let adds = activity.adds
        var parts: [String] = []
        if adds.count > 0 {
            let failed = adds.failed > 0 ? ", \(adds.failed) failed" : ""
            let times = adds.median.map { " (median \(Milliseconds.text($0)), slowest \(Self.slowest(adds)))" } ?? ""
            parts.append("\(adds.count) ADD\(adds.count == 1 ? "" : "s") in the last \(period.text)\(failed)\(times)")
        } else {
            parts.append("No ADD in the last \(period.text)")
        }
        let detached = activity.detached
        if detached.count > 0 {
            parts.append("\(detached.count) detached" + (detached.failed > 0 ? ", \(detached.failed) failed" : ""))
        }
        parts.append("\(activity.sandboxes) attached now")
        if activity.underWay > 0 { parts.append("\(activity.underWay) under way") }
        return parts.joined(separator: "; ")
    }

    private static func slowest(_ timings: Timings) -> String {
        timings.slowest.map { "\(Milliseconds.text($0.microseconds)): \($0.pod)" } ?? ""
    }

    /// The networks that most pods have first.
    private var networks: [(name: String, attached: Int, timings: Timings)] {
        Set(activity.networks.keys).union(activity.attached.keys)
            .map { ($0, activity.attached[$0] ?? 0, activity.networks[$0] ?? Timings()) }
            .sorted { ($1.1, $1.2.count, $0.0) < ($0.1, $0.2.count, $1.0) }
    }

    /// Those that most time went into first.
    private var plugins: [(call: Activity.PluginCall, timings: Timings)] {
        activity.plugins.map { ($0.key, $0.value) }
            .sorted { ($1.1.total, $0.0.type, $0.0.verb) < ($0.1.total, $1.0.type, $1.0.verb) }
    }

    private var networkTable: Table {
        var table = Table(["NETWORK", "PODS", "ADDS"] + Self.columns)
        for network in networks {
            table.add([network.name, "\(network.attached)", "\(network.timings.count)"] + Self.cells(network.timings))
        }
        return table
    }

    private var pluginTable: Table {
        var table = Table(["PLUGIN", "CALL", "TIMES"] + Self.columns)
        for plugin in plugins {
            table.add([plugin.call.type, plugin.call.verb, "\(plugin.timings.count)"] + Self.cells(plugin.timings))
        }
        return table
    }

    private static let columns = ["FAILED", "MEDIAN", "P95", "SLOWEST", "POD"]

    private static func cells(_ timings: Timings) -> [String] {
        ["\(timings.failed)"]
            + [timings.median, timings.quantile(95), timings.slowest?.microseconds]
            .map { $0.map(Milliseconds.text) ?? "" } + [timings.slowest?.pod ?? ""]
    }
}

// For programs
extension ActivityReport {
    var json: JSONValue {
        var object: JSONObject = [
            "since": .string(Moment.text(now - min(now, period.microseconds))),
            "attached": .integer(activity.sandboxes),
            "underWay": .integer(activity.underWay), "adds": .object(Self.members(activity.adds)),
            "detached": .object(Self.members(activity.detached)),
            "networks": .array(
                networks.map { network in
                    var members = Self.members(network.timings)
                    members["network"] = .string(network.name)
                    members["attached"] = .integer(network.attached)
                    return .object(members)
                }),
            "plugins": .array(
                plugins.map { plugin in
                    var members = Self.members(plugin.timings)
                    members["plugin"] = .string(plugin.call.type)
                    members["call"] = .string(plugin.call.verb)
                    return .object(members)
                }),
        ]
        object["historyBegins"] = activity.historyBegins.map { .string(Moment.text($0)) }
        return .object(object)
    }

    /// Times in microseconds.
    private static func members(_ timings: Timings) -> JSONObject {
        var members: JSONObject = ["count": .integer(timings.count), "failed": .integer(timings.failed)]
        members["median"] = timings.median.map { .integer(Int($0)) }
        members["p95"] = timings.quantile(95).map { .integer(Int($0)) }
        members["slowest"] = timings.slowest.map { .integer(Int($0.microseconds)) }
        members["slowestPod"] = timings.slowest.map { .string($0.pod) }
        return members
    }
}
