import ExactJSON

/// One plugin that is stood in for.
protocol StandIn {
    static var type: String { get }
    /// Of CNI, oldest first.
    static var versions: [String] { get }
    static var versionAnswer: String { get }
    /// How it refuses what every plugin refuses.
    static var manners: Manners { get }
    /// What it reads of `runtimeConfig`.
    static var requests: Set<String> { get }

    init(_ call: StandInCall, _ faults: Faults)

    /// What is printed on success; nothing is a right answer to all but ADD.
    func answer() throws(Refusal) -> String
}

enum Manners {
    /// The specification's own codes.
    case specified
    /// Those of libraries before the specification had any: 100 for nearly everything.
    case old
}

extension StandIn {
    static var versionAnswer: String {
        let list = versions.map { "\"\($0)\"" }.joined(separator: ",")
        return "{\"cniVersion\":\"\(versions.last ?? "")\",\"supportedVersions\":[\(list)]}\n"
    }
    static var manners: Manners { .specified }
    static var requests: Set<String> { [] }
}

/// An error answer.
struct Refusal: Error {
    let code: Int
    let message: String
    var details = ""

    init(_ code: Int, _ message: String, details: String = "") {
        self.code = code
        self.message = message
        self.details = details
    }

    func json(_ version: String) -> String {
        var object = JSONObject()
        object["cniVersion"] = .string(version)
        object["code"] = .integer(code)
        object["msg"] = .string(message)
        if !details.isEmpty { object["details"] = .string(details) }
        return JSONValue.object(object).text + "\n"
    }
}
