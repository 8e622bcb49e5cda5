import CNI
import ExactJSON
import MarkedYAML
import Validation

// The text that `NodeFactsFile` reads.
extension NodeFacts {
    var text: String {
        "# A node as tartanctl saw it, for: tartanctl validate --node-facts FILE\n"
            + YAMLWriter.text(of: .object(object))
    }

    private var object: JSONObject {
        var object: JSONObject = ["node": .string(name)]
        object["plugins"] = plugins.map { .object($0.object) }
        object["programs"] = programs.map { .texts($0.sorted()) }
        object["files"] = files.map { .texts($0.sorted()) }
        object["links"] = links.map { links in
            .object(
                JSONObject(
                    links.all.map { .init(key: $0.name, value: $0.value(isDefault: $0.name == links.defaultLink)) }))
        }
        object["kernel"] = kernel.map { .object($0.object) }
        object["runtime"] = runtime.map { .object($0.object) }
        if !folders.isEmpty {
            object["folders"] = .object(JSONObject(folders.map { .init(key: $0.path, value: .string($0.problem)) }))
        }
        if !reservations.isEmpty {
            let sorted = reservations.sorted { $0.key < $1.key }
            object["reservations"] = .object(JSONObject(sorted.map { .init(key: $0.key, value: .texts($0.value)) }))
        }
        return object
    }
}

extension JSONValue {
    fileprivate static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}

extension NodePlugins {
    fileprivate var object: JSONObject {
        var object: JSONObject = ["folders": .texts(folders)]
        object["machine"] = machine.map { .string($0) }
        object["binaries"] = .object(JSONObject(all.map { .init(key: $0.type, value: $0.binary.value) }))
        return object
    }
}

extension PluginBinary {
    fileprivate var value: JSONValue {
        var object = JSONObject()
        object["path"] = path.map { .string($0) }
        switch state {
        case .missing, .unasked: break
        case .speaks(let versions): object["versions"] = .texts(versions)
        case .unusable(let fault):
            switch fault {
            case .noFile: object["isFile"] = false
            case .notExecutable(let mode): object["mode"] = .string("0" + String(mode, radix: 8))
            case .empty: object["isEmpty"] = true
            case .noProgram: object["isProgram"] = false
            case .otherMachine(let machine, _): object["machine"] = .string(machine)
            case .lacksInterpreter(let path): object["lacksInterpreter"] = .string(path)
            case .silent(let words): object["failure"] = .string(words)
            }
        }
        return .object(object)
    }
}

extension NodeLink {
    fileprivate func value(isDefault: Bool) -> JSONValue {
        var object = JSONObject()
        if !otherNames.isEmpty { object["names"] = .texts(otherNames) }
        if !isUp { object["up"] = false }
        object["carrier"] = hasCarrier.map { .bool($0) }
        object["mtu"] = mtu.map { .integer($0) }
        object["kind"] = kind.map { .string($0) }
        if !isEthernet { object["ethernet"] = false }
        object["master"] = master.map { .string($0) }
        object["parent"] = parent.map { .string($0) }
        object["vlan"] = vlan.map { .integer($0) }
        object["filtersVLANs"] = filtersVLANs.map { .bool($0) }
        if !addresses.isEmpty { object["addresses"] = .texts(addresses.map(\.description)) }
        if isDefault { object["default"] = true }
        return .object(object)
    }
}

extension NodeKernel {
    fileprivate var object: JSONObject {
        var object: JSONObject = ["release": .string(release)]
        object["modules"] = modules.map { .texts($0.sorted()) }
        if !disabled.isEmpty {
            let sorted = disabled.sorted { $0.key < $1.key }
            object["disabledModules"] = .object(JSONObject(sorted.map { .init(key: $0.key, value: .string($0.value)) }))
        }
        if !hasIPv6 { object["ipv6"] = false }
        object["filtersBridges"] = filtersBridges.map { .bool($0) }
        return object
    }
}

extension NodeRuntimeFolder {
    fileprivate var object: JSONObject {
        var object = JSONObject()
        object["kind"] = runtime.map { .string($0.kind.rawValue) }
        object["folder"] = .string(path)
        if let runtime, runtime.networksPerPod != 1 { object["networksPerPod"] = .integer(runtime.networksPerPod) }
        object["defaultNetwork"] = runtime?.defaultNetwork.map { .string($0) }
        object["file"] = runtime?.file.map { .string($0) }
        object["files"] = files.map { files in
            .object(JSONObject(files.map { .init(key: $0.name, value: $0.value) }))
        }
        return object
    }
}

extension NodeFile {
    fileprivate var value: JSONValue {
        switch content {
        case .text(let text): .string(String(decoding: text.bytes, as: UTF8.self))
        case .unreadable(let why): .object(["problem": .string(why)])
        }
    }
}
