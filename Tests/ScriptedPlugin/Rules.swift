import ExactJSON
import Glibc

/// What the specification demands of whoever runs a plugin, and what Tartan promises beyond it.
struct Rules {
    struct Refusal {
        let code: Int
        let sentence: String
    }

    private let invocation: Invocation
    private let configuration: JSONValue?
    private let script: Script?

    init(_ invocation: Invocation, _ configuration: JSONValue?, script: Script?) {
        self.invocation = invocation
        self.configuration = configuration
        self.script = script
    }

    /// The first rule that is broken; nil if none is.
    func broken() -> Refusal? {
        if let sentence = environment() { return Refusal(code: 4, sentence: sentence) }
        if let sentence = process() { return Refusal(code: 4, sentence: sentence) }
        guard let configuration else { return Refusal(code: 6, sentence: "standard input is not JSON") }
        if let sentence = self.configuration(configuration) { return Refusal(code: 7, sentence: sentence) }
        return nil
    }

    private var isOfSandbox: Bool { ["ADD", "DEL", "CHECK"].contains(invocation.command) }

    private func environment() -> String? {
        let names = invocation.environment.map(\.name)
        for name in names where name.hasPrefix("CNI_") && names.count(where: { $0 == name }) > 1 {
            return "\(name) is in the environment more than once"
        }
        for name in names where name.hasPrefix("LD_") || name.hasPrefix("MALLOC_") || name == "GCONV_PATH" {
            return "\(name) is in the environment"
        }
        guard ["ADD", "DEL", "CHECK", "GC", "STATUS", "VERSION"].contains(invocation.command) else {
            return "CNI_COMMAND is \"\(invocation.command)\""
        }
        guard let path = invocation["CNI_PATH"], !path.isEmpty else { return "CNI_PATH is missing" }
        if path.split(separator: ":").contains(where: { !$0.hasPrefix("/") }) {
            return "CNI_PATH has a relative folder"
        }
        return isOfSandbox ? sandbox() : nil
    }

    private func sandbox() -> String? {
        guard let id = invocation["CNI_CONTAINERID"], let first = id.unicodeScalars.first else {
            return "CNI_CONTAINERID is missing"
        }
        let sound = id.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789_.-".unicodeScalars.contains($0)
        }
        if !sound || "_.-".unicodeScalars.contains(first) { return "CNI_CONTAINERID is \"\(id)\"" }
        guard let name = invocation["CNI_IFNAME"], !name.isEmpty else { return "CNI_IFNAME is missing" }
        if name.utf8.count > 15 || name.contains("/") || name.contains(":") || name == "." || name == ".." {
            return "CNI_IFNAME is \"\(name)\""
        }
        guard let netns = invocation["CNI_NETNS"] else { return "CNI_NETNS is missing" }
        if netns.isEmpty { return invocation.command == "DEL" ? nil : "CNI_NETNS is empty" }
        return isNamespace(netns) ? nil : "CNI_NETNS \(netns) is no namespace"
    }

    private func isNamespace(_ path: String) -> Bool {
        // All namespaces are files of one file system.
        var found = stat()
        var own = stat()
        guard unsafe stat(path, &found) == 0, unsafe stat("/proc/self/ns/net", &own) == 0 else { return false }
        return found.st_dev == own.st_dev
    }

    private func process() -> String? {
        if getpgrp() != getpid() { return "it leads no process group of its own" }
        var buffer = [CChar](repeating: 0, count: 4096)
        if unsafe getcwd(&buffer, buffer.count) == nil || buffer[0] != 0x2f || buffer[1] != 0 {
            return "its folder is not /"
        }
        let open = (3..<256).count { fcntl($0, F_GETFD) != -1 }
        if open > 1 { return "\(open) descriptors are open beside the streams" }
        let status = String(decoding: Input.bytes(of: "/proc/self/status") ?? [], as: UTF8.self)
        for line in status.split(separator: "\n") where line.hasPrefix("SigBlk") || line.hasPrefix("SigIgn") {
            if line.drop(while: { $0 != ":" }).contains(where: { $0.isHexDigit && $0 != "0" }) {
                return "signals are blocked or ignored: \(line)"
            }
        }
        return nil
    }

    private func configuration(_ value: JSONValue) -> String? {
        guard let object = value.object else { return "the configuration is no object" }
        if let duplicate = object.duplicate { return "the key \(duplicate.key) is there twice" }
        let version = object["cniVersion"]?.string ?? ""
        guard ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"].contains(version) else {
            return "cniVersion is \"\(version)\""
        }
        guard invocation.command != "VERSION" else { return nil }
        guard let name = object["name"]?.string, !name.isEmpty else { return "name is missing" }
        if object["type"]?.string != invocation.type { return "type is not \(invocation.type)" }
        if object["capabilities"] != nil { return "the key capabilities is there" }
        if let runtime = object["runtimeConfig"], runtime.object?.isEmpty ?? true { return "runtimeConfig is empty" }
        for member in object.members where member.key.hasPrefix("cni.dev/") {
            if invocation.command != "GC" { return "the key \(member.key) is there" }
        }
        if invocation.command == "GC", object["cni.dev/valid-attachments"]?.array == nil {
            return "cni.dev/valid-attachments is missing"
        }
        return prevResult(object["prevResult"], version)
    }

    private func prevResult(_ value: JSONValue?, _ version: String) -> String? {
        if let value {
            guard let result = value.object else { return "prevResult is no object" }
            if !isOfSandbox { return "prevResult is there" }
            if let found = result["cniVersion"]?.string, found != version { return "prevResult has version \(found)" }
            if invocation.command == "ADD", script?.value["place"]?.string == "first" {
                return "prevResult at the first plugin"
            }
            if invocation.command != "ADD", version < "0.4.0" { return "prevResult before version 0.4.0" }
            return nil
        }
        let needsOne = script?.value["requirePrevResult"]?.boolean == true && version >= "0.4.0"
        switch invocation.command {
        case "ADD": return script?.value["place"]?.string == "later" ? "prevResult is missing" : nil
        case "CHECK": return version >= "0.4.0" ? "prevResult is missing" : "CHECK before version 0.4.0"
        case "DEL": return needsOne ? "prevResult is missing" : nil
        default: return nil
        }
    }
}
