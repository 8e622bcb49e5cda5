import ExactJSON

extension JournalStep {
    /// A line's step. One that lacks what it must have is `unknown`, like one of a name that isn't known.
    init(_ line: JSONObject) {
        let name = line.text("step") ?? ""
        self = Self.known(name, line) ?? .unknown(name)
    }

    private static func known(_ name: String, _ line: JSONObject) -> JournalStep? {
        switch name {
        case "open": return JournalOpening(line).map { .open($0) }
        case "plan": return line["attachments"]?.array?.all(JournalAttachment.init).map { .plan($0) }
        case "start": return JournalStart(line).map { .start($0) }
        case "group": return line.integer("group").flatMap { Int32(exactly: $0) }.map { .group($0) }
        case "end": return JournalEnd(line).map { .end($0) }
        case "notStarted":
            guard let attachment = line.integer("attachment"), let plugin = line.integer("plugin") else { return nil }
            return .notStarted(attachment: attachment, plugin: plugin, reason: line.text("reason") ?? "")
        case "final":
            guard let attachment = line.integer("attachment"), let result = line["result"] else { return nil }
            return .final(attachment: attachment, result: result.unembedded)
        case "deviceInfo":
            guard let attachment = line.integer("attachment"), let info = line["info"] else { return nil }
            return .deviceInfo(attachment: attachment, info.unembedded)
        case "pluginFile":
            guard let attachment = line.integer("attachment"), let plugin = line.integer("plugin"),
                let text = line.text("text")
            else { return nil }
            return .pluginFile(attachment: attachment, plugin: plugin, text: text)
        case "answered": return .answered(code: line.integer("code"), message: line.text("message"))
        case "undo": return .undo
        case "detach": return JournalDetach(line).map { .detach($0) }
        case "kept": return line.text("message").map { .kept(message: $0) }
        case "closed": return .closed
        default: return nil
        }
    }
}

extension Array {
    /// Nil if one of them is nil.
    fileprivate func all<Value>(_ transform: (Element) -> Value?) -> [Value]? {
        var values: [Value] = []
        for element in self {
            guard let value = transform(element) else { return nil }
            values.append(value)
        }
        return values
    }
}

extension JournalOpening {
    fileprivate init?(_ line: JSONObject) {
        guard let format = line.integer("format"), let bootID = line.text("bootID"),
            let containerID = line.text("containerID"), let interface = line.text("interface")
        else { return nil }
        self.init(
            version: line.text("version") ?? "", wallTime: line.unsigned("wallTime") ?? 0, bootID: bootID,
            containerID: containerID, interface: interface, netns: line.text("netns"),
            netnsIdentity: line.identity("netnsIdentity"), arguments: line.text("arguments") ?? "",
            searchPath: line.text("searchPath") ?? "", networkName: line.text("networkName") ?? "",
            cniVersion: line.text("cniVersion") ?? "", podNamespace: line.text("podNamespace"),
            podName: line.text("podName"), podUID: line.text("podUID"), resultMode: line.text("resultMode") ?? "",
            binDir: line.text("binDir"), delegateTimeout: line.integer("delegateTimeout") ?? 0)
        self.format = format
    }
}

extension JournalDetach {
    fileprivate init?(_ line: JSONObject) {
        guard let caller = line.text("caller"), let wallTime = line.unsigned("wallTime"),
            let bootID = line.text("bootID")
        else { return nil }
        self.init(caller: caller, wallTime: wallTime, bootID: bootID, version: line.text("version") ?? "")
    }
}

extension JournalAttachment {
    fileprivate init?(_ value: JSONValue) {
        guard let object = value.object, let network = object.text("network"), let listName = object.text("listName"),
            let interface = object.text("interface"), let version = object.text("version"),
            let plugins = object["plugins"]?.array?.all(JournalPlugin.init)
        else { return nil }
        self.init(
            network: network, listName: listName, interface: interface, version: version,
            origin: object.text("origin") ?? "", isDefault: object.flag("isDefault"),
            disableCheck: object.flag("disableCheck"), disableGC: object.flag("disableGC"),
            defaultRoute: object["defaultRoute"]?.array?.compactMap(\.string), plugins: plugins,
            arguments: object.text("arguments"), initialResult: object["initialResult"]?.unembedded,
            deviceID: object.text("deviceID"), resourceName: object.text("resourceName"),
            deviceInfoFile: object.text("deviceInfoFile"))
    }
}

extension JournalPlugin {
    fileprivate init?(_ value: JSONValue) {
        guard let object = value.object, let type = object.text("type"),
            let configuration = object.text("configuration")
        else { return nil }
        self.init(type: type, path: object.text("path") ?? "", configuration: configuration)
    }
}

extension JournalStart {
    fileprivate init?(_ line: JSONObject) {
        guard let verb = line.text("verb"), let attachment = line.integer("attachment"),
            let plugin = line.integer("plugin")
        else { return nil }
        self.init(verb: verb, attachment: attachment, plugin: plugin, path: line.text("path") ?? "")
    }
}

extension JournalEnd {
    fileprivate init?(_ line: JSONObject) {
        guard let verb = line.text("verb"), let attachment = line.integer("attachment"),
            let plugin = line.integer("plugin")
        else { return nil }
        self.init(
            attachment: attachment, plugin: plugin, verb: verb, exit: line.integer("exit"),
            signal: line.integer("signal"), timedOut: line.flag("timedOut"), result: line["result"]?.unembedded,
            error: line["error"]?.unembedded, output: line.text("output"),
            standardError: line.text("standardError") ?? "", microseconds: line.integer("microseconds") ?? 0)
    }
}
