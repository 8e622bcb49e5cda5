import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import TartanStore

/// What Multus' state says of one sandbox, and what it means as attachments of a record.
struct MultusSandbox {
    let containerID: String
    /// The state file, whether or not it is there.
    let file: String
    /// In the order in which Multus attached them, the cluster network first; nil for one that makes no sense.
    let delegates: [MultusDelegate?]
    let results: [MultusResult]
    /// The state file was read.
    let hasStateFile: Bool
    /// What can't be used.
    private(set) var problems: [MultusProblem]

    init(
        containerID: String, file: String, delegates: [MultusDelegate?]?, results: [MultusResult],
        problems: [MultusProblem]
    ) {
        self.containerID = containerID
        self.file = file
        self.delegates = delegates ?? []
        hasStateFile = delegates != nil
        self.results = results
        self.problems = problems
    }

    /// Everything that Multus attached is known.
    var isWhole: Bool { hasStateFile && problems.isEmpty }

    /// Those that say more than was made of them, so that they are kept under another name, and those that don't.
    var files: (damaged: [String], used: [String]) {
        let damaged = Set(problems.flatMap(\.paths))
        return (damaged.sorted(), ([file] + results.map(\.path)).filter { !damaged.contains($0) })
    }

    /// When the newest file was written, in microseconds since 1970-01-01T00:00Z.
    var modified: UInt64 {
        let files = files
        return (files.damaged + files.used).compactMap { try? FileFacts(path: $0).modified }.max() ?? 0
    }

    /// CNI_ARGS as the delegates got them; empty where no result says so.
    var arguments: String { results.lazy.compactMap(\.arguments).first ?? "" }

    /// Nil where no result says so.
    var pod: PodArguments? { (try? CNIArguments(arguments)).flatMap { try? PodArguments($0) } }

    /// Where the network namespace was; nil where no result says so.
    var netns: String? { results.lazy.compactMap(\.netns).first }

    /// The runtime's name for the sandbox's interface, for a caller that isn't told: that of the cluster network. Where
    /// the state doesn't tell it is `eth0`, as all runtimes have it.
    var runtimeInterface: String {
        if let interface = delegates.first.flatMap({ $0 })?.interface { return interface }
        if !hasStateFile || results.contains(where: { $0.interface == "eth0" }) { return "eth0" }
        let others = Set(delegates.indices.dropFirst().map { interface(of: $0, runtime: "") })
        return results.map(\.interface).first { !others.contains($0) } ?? "eth0"
    }

    /// An attachment, and its result if it had one.
    struct Found {
        var attachment: JournalAttachment
        var result: CNIResult?
    }

    /// Every attachment that can be detached; of the others `problems` tells.
    ///
    /// - Parameter interface: CNI_IFNAME, the cluster network's interface.
    mutating func attachments(_ call: Call, interface: String) -> [Found] {
        var used: Set<String> = []
        var found: [Found] = []
        for index in delegates.indices {
            let name = self.interface(of: index, runtime: interface)
            guard let delegate = delegates[index] else {
                problems.append(
                    MultusProblem(paths: [file], reason: "element \(index + 1) of \(file) is no network"))
                continue
            }
            let result = results.first { $0.interface == name }
            used.insert(name)
            if let attachment = attachment(delegate, index, name, result, call) { found.append(attachment) }
        }
        // Of what the state file doesn't tell, the cache does. The cluster network first, as it was attached.
        let rest = results.filter { !used.contains($0.interface) }
        for result in rest.filter({ $0.interface == interface }) + rest.filter({ $0.interface != interface }) {
            if let attachment = attachment(result, isDefault: result.interface == interface, call) {
                found.append(attachment)
            }
        }
        return found
    }

    /// Multus' rule: the requested name, the runtime's for the first, else `net` and the place.
    private func interface(of index: Int, runtime: String) -> String {
        delegates[index]?.interface ?? (index == 0 ? runtime : "net\(index)")
    }
}

// One attachment
extension MultusSandbox {
    private mutating func attachment(
        _ delegate: MultusDelegate, _ index: Int, _ interface: String, _ result: MultusResult?, _ call: Call
    ) -> Found? {
        let source = "Multus' state \(file), element \(index + 1)"
        var candidates = [result?.configuration, delegate.configuration].compactMap { $0 }.compactMap {
            Self.configuration($0, name: delegate.objectName, version: call.settings.version)
        }
        // What a folder added to a list is in no state of Multus', but in the configuration.
        if index == 0, let cluster = Self.clusterNetwork(call), cluster.name == candidates.first?.name {
            candidates.insert(cluster, at: 1)
        }
        let expected = Set(delegate.types)
        guard
            var configuration = candidates.first(where: { Set($0.plugins.map(\.type)).isSuperset(of: expected) })
                ?? candidates.max(by: { $0.plugins.count < $1.plugins.count })
        else {
            let paths = [file] + (result.map { [$0.path] } ?? [])
            add("\(source) has no configuration that can be read", paths, delegate.name, interface, result)
            return nil
        }
        let missing = expected.subtracting(configuration.plugins.map(\.type)).sorted()
        if !missing.isEmpty {
            let reason = "\(source) has no configuration of \(missing.joined(separator: ", "))"
            add(reason, [file], delegate.name, interface, result, lacking: missing)
        }
        configuration.name = configuration.name ?? result?.networkName
        var requests = delegate.requests
        for member in result?.capabilities.members ?? [] { requests[member.key] = member.value }
        if index == 0, result == nil {
            for member in call.settings.runtimeConfig.members { requests[member.key] = member.value }
        }
        return found(
            configuration, network: delegate.name, interface, isDefault: index == 0, requests, result, source, call)
    }

    private mutating func attachment(_ result: MultusResult, isDefault: Bool, _ call: Call) -> Found? {
        guard let text = result.configuration,
            let configuration = Self.configuration(text, name: result.networkName, version: call.settings.version)
        else {
            let reason = "Multus' result \(result.path) has no configuration that can be read"
            add(reason, [result.path], result.networkName, result.interface, result)
            return nil
        }
        return found(
            configuration, network: result.networkName, result.interface, isDefault: isDefault, result.capabilities,
            result, "Multus' result \(result.path)", call)
    }

    private mutating func found(
        _ configuration: NetworkConfiguration, network: String, _ interface: String, isDefault: Bool,
        _ requests: JSONObject, _ result: MultusResult?, _ source: String, _ call: Call
    ) -> Found? {
        guard let name = configuration.name, (try? Identifier.validate(name)) != nil,
            (try? InterfaceName(interface)) != nil
        else {
            let paths = [file] + (result.map { [$0.path] } ?? [])
            add("\(source) has no valid name of network and interface", paths, network, interface, result)
            return nil
        }
        let rewriter = ConfigurationRewriter(
            network: FoundNetwork(
                statusName: network.isEmpty ? name : network, configuration: configuration, source: source,
                nameWasInjected: false, listName: name),
            requests: requests.members.map { CapabilityRequest(capability: $0.key, value: $0.value, key: nil) },
            arguments: nil)
        let plugins = configuration.plugins.map { plugin in
            JournalPlugin(
                type: plugin.type, path: (try? call.search.find(plugin.type)) ?? plugin.type,
                configuration: JSONValue.object(rewriter.rewrite(plugin).configuration).text)
        }
        let attachment = JournalAttachment(
            network: network.isEmpty ? name : network, listName: name, interface: interface,
            version: configuration.version.description, origin: source, isDefault: isDefault,
            disableCheck: configuration.disableCheck, disableGC: configuration.disableGC, defaultRoute: nil,
            plugins: plugins, arguments: result?.arguments,
            deviceInfoFile: requests["CNIDeviceInfoFile"]?.string.flatMap {
                DeviceFolder.standard.file(recorded: $0)?.path
            })
        return Found(
            attachment: attachment,
            result: result?.result.flatMap { try? CNIResult($0, assuming: configuration.version) })
    }

    private mutating func add(
        _ reason: String, _ paths: [String], _ network: String, _ interface: String, _ result: MultusResult?,
        lacking: [String] = []
    ) {
        let addresses = result?.result.flatMap { try? CNIResult($0, assuming: .newest) }?.ips.map(\.network.description)
        problems.append(
            MultusProblem(
                paths: paths, reason: reason, network: network, interface: interface, addresses: addresses ?? [],
                lacking: lacking))
    }

    /// - Parameters:
    ///   - name: what Multus gave a configuration without one.
    ///   - version: of a list that states none: Multus' own, as Multus does.
    private static func configuration(_ text: [UInt8], name: String, version: CNIVersion) -> NetworkConfiguration? {
        guard var object = (try? JSONParser.parse(text, limit: Limits.foreignState))?.object else { return nil }
        if object["plugins"] != nil, object["cniVersion"]?.string ?? "" == "", object["cniVersions"] == nil {
            object["cniVersion"] = .string(version.description)
        }
        guard var configuration = try? NetworkConfiguration(.object(object)), !configuration.plugins.isEmpty else {
            return nil
        }
        configuration.name = configuration.name ?? name
        return configuration
    }

    private static func clusterNetwork(_ call: Call) -> NetworkConfiguration? {
        guard let value = call.settings.clusterNetwork else { return nil }
        let resolver = call.resolver(store: nil, deadline: call.deadline, asking: false)
        return (try? resolver.lookup.configured(value, key: "clusterNetwork"))?.configuration
    }
}
