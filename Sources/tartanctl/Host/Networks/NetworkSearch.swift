import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore

/// Looks for what `clusterNetwork` and `defaultNetworks` name, as Tartan will at each ADD, so that a pod isn't the first
/// to find that it isn't there.
struct NetworkSearch {
    let files: HostFiles
    let configurationFolder: String
    let namespace: String
    let storeRoot: String

    struct Found {
        let configuration: NetworkConfiguration
        /// A file or definition.
        let source: String
    }

    /// Under these no network may be a delegate.
    static let ownTypes = MultusFile.types.union(["tartan"])

    func find(_ value: String) throws(NetworkProblem) -> Found {
        if value.hasPrefix("/") { return try at(value) }
        if value.utf8.contains(UInt8(ascii: "/")) { throw .relative(value) }
        if let found = try inStore(value) { return found }
        return try named(value, statusName: value)
    }

    /// An inline configuration.
    static func inline(_ value: JSONValue, source: String) throws(NetworkProblem) -> Found {
        try found(value, source)
    }

    private func at(_ path: String) throws(NetworkProblem) -> Found {
        guard files.isFolder(path) else {
            guard files.isThere(path) else { throw .missing(path) }
            return try file(path)
        }
        for name in (try? files.names(in: path)) ?? [] where RuntimeFolder.endings.contains(where: name.hasSuffix) {
            guard let found = try? file("\(path)/\(name)") else { continue }
            return found
        }
        throw .emptyFolder(path)
    }

    private func inStore(_ name: String) throws(NetworkProblem) -> Found? {
        guard let store = try? Store.open(files.target(storeRoot), create: false),
            let object = try? store.network(namespace, name)
        else { return nil }
        let source = "definition \(namespace)/\(name)"
        guard let definition = try? NetworkAttachmentDefinition(object, defaultNamespace: namespace) else {
            throw .badDefinition(source)
        }
        guard let text = definition.config else { return try named(name, statusName: source) }
        guard let value = try? JSONParser.parse(text, limit: Limits.definition) else { throw .badDefinition(source) }
        return try Self.found(value, source)
    }

    private func named(_ name: String, statusName: String) throws(NetworkProblem) -> Found {
        for file in (try? files.names(in: configurationFolder)) ?? []
        where RuntimeFolder.endings.contains(where: file.hasSuffix) {
            guard let found = try? self.file("\(configurationFolder)/\(file)"), found.configuration.name == name else {
                continue
            }
            return found
        }
        throw .unknown(statusName, definition: "\(namespace)/\(name)", folder: configurationFolder)
    }

    private func file(_ path: String) throws(NetworkProblem) -> Found {
        let bytes: [UInt8]
        do throws(FileProblem) { bytes = try files.read(path, limit: Limits.definition) } catch {
            throw error.isMissing ? .missing(path) : .unreadable(error)
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(bytes, limit: Limits.definition) } catch {
            throw .invalid(path, .syntax(error))
        }
        return try Self.found(value, path)
    }

    private static func found(_ value: JSONValue, _ source: String) throws(NetworkProblem) -> Found {
        let configuration: NetworkConfiguration
        do throws(ConfigurationError) { configuration = try NetworkConfiguration(value) } catch {
            throw .invalid(source, error)
        }
        if configuration.plugins.isEmpty { throw .invalid(source, .noPlugins) }
        if let own = configuration.plugins.first(where: { ownTypes.contains($0.type) }) {
            throw .itself(source, type: own.type)
        }
        let isDefinition = source.hasPrefix("definition ")
        guard configuration.name != nil || isDefinition else { throw .invalid(source, .missingName) }
        return Found(configuration: configuration, source: source)
    }
}

/// Why a network can't be had. Sentences without full stop that name the file.
enum NetworkProblem: Error, Equatable, CustomStringConvertible {
    case missing(String)
    case emptyFolder(String)
    case unreadable(FileProblem)
    case invalid(String, ConfigurationError)
    case badDefinition(String)
    case itself(String, type: String)
    case relative(String)
    case unknown(String, definition: String, folder: String)

    var code: String {
        switch self {
        case .missing: "networkMissing"
        case .emptyFolder, .unknown: "noNetwork"
        case .unreadable: "networkUnreadable"
        case .invalid, .badDefinition: "networkInvalid"
        case .itself: "networkIsMultus"
        case .relative: "relativePath"
        }
    }

    var description: String {
        switch self {
        case .missing(let path): "\(path) is not there"
        case .emptyFolder(let path): "the folder \(path) has no configuration of a network"
        case .unreadable(let problem): "\(problem)"
        case .invalid(let source, let error): "\(source): \(error)"
        case .badDefinition(let source): "\(source) can't be read"
        case .itself(let source, let type): "\(source) is \"\(type)\" itself: a configuration made from itself"
        case .relative(let value):
            "\"\(value)\" is a path that doesn't begin with /; Tartan would read it as namespace/name"
        case .unknown(let name, let definition, let folder):
            "\"\(name)\" is neither the definition \(definition) in the store nor the name of a configuration in \(folder)"
        }
    }

    var next: String {
        switch self {
        case .missing: "Bring the file back, or name another one in its place."
        case .emptyFolder: "Put the cluster network's configuration there."
        case .unreadable, .invalid: "Mend the file, and try again."
        case .badDefinition: "Look at it: tartanctl get networks -o yaml"
        case .itself:
            "Put the real cluster network's configuration in its place: its own installer has it (flannel, calico, …)."
        case .relative: "Write the whole path."
        case .unknown(_, let definition, _):
            "If it is a definition: kubectl get network-attachment-definitions -n "
                + "\(definition.prefix { $0 != "/" }) -o json | sudo tartanctl apply -f -"
        }
    }
}
