import CNI
import ExactJSON

extension JournalStep {
    /// - Parameter time: microseconds of CLOCK_BOOTTIME.
    func encoded(time: UInt64) -> JSONValue {
        var line = Members()
        line.add("step", name)
        line.add("t", time)
        switch self {
        case .open(let opening): opening.add(to: &line)
        case .plan(let attachments): line.add("attachments", JSONValue.array(attachments.map(\.encoded)))
        case .start(let start):
            line.add("verb", start.verb)
            line.add("attachment", start.attachment)
            line.add("plugin", start.plugin)
            line.add("path", start.path)
        case .group(let group): line.add("group", group)
        case .end(let end): end.add(to: &line)
        case .notStarted(let attachment, let plugin, let reason):
            line.add("attachment", attachment)
            line.add("plugin", plugin)
            line.add("reason", reason)
        case .final(let attachment, let result):
            line.add("attachment", attachment)
            line.add("result", result.embedded)
        case .deviceInfo(let attachment, let info):
            line.add("attachment", attachment)
            line.add("info", info.embedded)
        case .pluginFile(let attachment, let plugin, let text):
            line.add("attachment", attachment)
            line.add("plugin", plugin)
            line.add("text", text)
        case .answered(let code, let message):
            line.add("code", code)
            line.add("message", message)
        case .detach(let detach): detach.add(to: &line)
        case .kept(let message): line.add("message", message.keepingEnds(limit: Limits.keptStandardError))
        case .undo, .closed, .unknown: break
        }
        return line.value
    }

    private var name: String {
        switch self {
        case .open: "open"
        case .plan: "plan"
        case .start: "start"
        case .group: "group"
        case .end: "end"
        case .notStarted: "notStarted"
        case .final: "final"
        case .deviceInfo: "deviceInfo"
        case .pluginFile: "pluginFile"
        case .answered: "answered"
        case .undo: "undo"
        case .detach: "detach"
        case .kept: "kept"
        case .closed: "closed"
        case .unknown(let name): name
        }
    }
}

extension JournalOpening {
    fileprivate func add(to line: inout Members) {
        line.add("format", format)
        line.add("version", version)
        line.add("wallTime", wallTime)
        line.add("bootID", bootID)
        line.add("containerID", containerID)
        line.add("interface", interface)
        line.add("netns", netns)
        line.add("netnsIdentity", netnsIdentity)
        line.add("arguments", arguments)
        line.add("searchPath", searchPath)
        line.add("networkName", networkName)
        line.add("cniVersion", cniVersion)
        line.add("podNamespace", podNamespace)
        line.add("podName", podName)
        line.add("podUID", podUID)
        line.add("resultMode", resultMode)
        line.add("binDir", binDir)
        line.add("delegateTimeout", delegateTimeout)
    }
}

extension JournalDetach {
    fileprivate func add(to line: inout Members) {
        line.add("caller", caller)
        line.add("wallTime", wallTime)
        line.add("bootID", bootID)
        line.add("version", version)
    }
}

extension JournalAttachment {
    fileprivate var encoded: JSONValue {
        var members = Members()
        members.add("network", network)
        members.add("listName", listName)
        members.add("interface", interface)
        members.add("version", version)
        members.add("origin", origin)
        members.add("isDefault", isDefault)
        members.add("disableCheck", disableCheck)
        members.add("disableGC", disableGC)
        members.add("defaultRoute", defaultRoute.map { JSONValue.array($0.map { .string($0) }) })
        members.add("deviceID", deviceID)
        members.add("resourceName", resourceName)
        members.add("deviceInfoFile", deviceInfoFile)
        members.add("plugins", JSONValue.array(plugins.map(\.encoded)))
        members.add("arguments", arguments)
        members.add("initialResult", initialResult?.embedded)
        return members.value
    }
}

extension JournalPlugin {
    fileprivate var encoded: JSONValue {
        ["type": .string(type), "path": .string(path), "configuration": .string(configuration)]
    }
}

extension JournalEnd {
    fileprivate func add(to line: inout Members) {
        line.add("verb", verb)
        line.add("attachment", attachment)
        line.add("plugin", plugin)
        line.add("exit", exit)
        line.add("signal", signal)
        line.add("timedOut", timedOut)
        line.add("result", result?.embedded)
        line.add("error", error?.embedded)
        line.add("output", output?.keepingEnds(limit: Limits.keptFailedOutput))
        line.add("standardError", standardError.keepingEnds(limit: Limits.keptStandardError))
        line.add("microseconds", microseconds)
    }
}
