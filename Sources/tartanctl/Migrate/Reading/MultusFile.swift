import CNI
import ExactJSON
import TartanCore

/// A file that configures Multus: what the runtime hands to `multus` or `multus-shim`, or the daemon's own.
struct MultusFile {
    enum Kind: String {
        case thin
        case shim
        case daemon
    }

    let kind: Kind
    let path: String
    let bytes: [UInt8]
    /// The whole text.
    let document: JSONObject
    /// Multus' own keys: the whole text, or its object in `plugins`.
    let keys: JSONObject
    /// What runs before and after Multus in its list.
    let before: [JSONValue]
    let after: [JSONValue]

    /// Written with `plugins`.
    var isList: Bool { document.value(of: "plugins") != nil && kind != .daemon }

    /// Keys of the list itself.
    var listKeys: JSONObject {
        guard isList else { return JSONObject() }
        return JSONObject(document.lastMembers.filter { $0.key.lowercased() != "plugins" })
    }

    /// The file as a list, which is how a runtime takes a single plugin too.
    var asList: JSONValue {
        if isList { return .object(document) }
        var list = JSONObject()
        for key in ["cniVersion", "name"] { list[key] = document.value(of: key) }
        let others = document.members.filter { !["cniversion", "name"].contains($0.key.lowercased()) }
        list["plugins"] = [.object(JSONObject(others))]
        return .object(list)
    }

    static let types: Set<String> = ["multus", "multus-shim"]
    /// By these the daemon's file is known.
    static let daemonKeys: Set<String> = [
        "socketdir", "chrootdir", "cniconfigdir", "multusconfigfile", "multusautoconfigdir", "multusmastercni",
        "pernodecertificate", "connectionlimit", "metricsport", "enablepprof", "overridenetworkname",
    ]

    /// Nil for a text that is JSON and has nothing to do with Multus.
    init?(_ value: JSONValue, path: String, bytes: [UInt8]) {
        guard let object = value.object else { return nil }
        let plugins = object.value(of: "plugins")?.array
        if let plugins, let index = plugins.firstIndex(where: Self.isMultus) {
            self.init(
                Self.kind(plugins[index]), path, bytes, object, plugins[index].object ?? JSONObject(),
                before: Array(plugins[..<index]), after: Array(plugins[(index + 1)...]))
        } else if plugins == nil, Self.isMultus(value) {
            self.init(Self.kind(value), path, bytes, object, object)
        } else if plugins == nil, Self.isDaemon(object) {
            self.init(.daemon, path, bytes, object, object)
        } else {
            return nil
        }
    }

    private init(
        _ kind: Kind, _ path: String, _ bytes: [UInt8], _ document: JSONObject, _ keys: JSONObject,
        before: [JSONValue] = [], after: [JSONValue] = []
    ) {
        self.kind = kind
        self.path = path
        self.bytes = bytes
        self.document = document
        self.keys = keys
        self.before = before
        self.after = after
    }

    private static func isMultus(_ plugin: JSONValue) -> Bool { types.contains(plugin.pluginType ?? "") }

    private static func kind(_ plugin: JSONValue) -> Kind { plugin.pluginType == "multus" ? .thin : .shim }

    /// The generated file of the thick way has the daemon's keys left out, and its type says what it is.
    private static func isDaemon(_ object: JSONObject) -> Bool {
        (object.value(of: "type")?.string ?? "") == ""
            && object.members.contains { daemonKeys.contains($0.key.lowercased()) }
    }
}

extension JSONValue {
    /// Of a plugin's object, found as runtimes find it.
    var pluginType: String? { object?.value(of: "type")?.string }
}

extension JSONObject {
    /// As Go finds keys: the last one that is the same but for case. Null counts as absent.
    func value(of key: String) -> JSONValue? {
        let folded = key.lowercased()
        return members.last { $0.key.lowercased() == folded && !$0.value.isNull }?.value
    }

    /// As `value(of:)`; an empty text counts as absent.
    func text(of key: String) -> String? { value(of: key)?.string.flatMap { $0.isEmpty ? nil : $0 } }
}
