import CNI
import ExactJSON
import LinuxSystem
import TartanCore
import TartanStore

/// Tartan's network configuration as a runtime hands it over: one plugin's object of the list, name and version injected
/// as libcni does.
///
/// `prevResult` of CHECK and DEL is left out: Tartan goes by its record.
struct RuntimeConfiguration {
    /// Where it was found: a file, or `built in`.
    let source: String
    private(set) var object: JSONObject
    let capabilities: [String]
    /// What the person should know of how it was read.
    private(set) var remarks: [String] = []

    static let builtIn = "built in"

    /// - Parameter types: by what names Tartan is known: `tartan`, and that of the executable.
    static func load(
        _ options: ConfigurationOptions, store: StoreOptions, types: Set<String>
    ) throws(Failure) -> RuntimeConfiguration {
        var configuration: RuntimeConfiguration
        let clusterNetwork = options.clusterNetwork.map(reference)
        if let file = options.file {
            // A drop-in for Multus keeps its type.
            configuration = try read(file, types: types.union(["multus"]), waiting: true)
        } else if let found = first(in: HostEnvironment.configurationFolder, types: types) {
            configuration = found
        } else {
            configuration = try makeUp(clusterNetwork)
        }
        if let network = clusterNetwork { configuration.object["clusterNetwork"] = .string(network) }
        if store.origin != nil { configuration.object["store"] = .string(AbsolutePath.of(store.root)) }
        try configuration.hand(over: options.capabilityArguments ?? HostEnvironment.value("CAP_ARGS"))
        return configuration
    }

    /// What a runtime sends along to ask for the versions, which needs no configuration.
    static var probe: RuntimeConfiguration {
        RuntimeConfiguration(
            source: builtIn, object: ["cniVersion": .string(CNIVersion.newest.description)], capabilities: [])
    }

    /// That of Tartan on this node, without making one up.
    ///
    /// - Parameter file: what a person named; without it the first one that a runtime would take, or nil.
    static func installed(_ file: String?) throws(Failure) -> RuntimeConfiguration? {
        if let file { return try read(file, types: ["tartan", "multus"], waiting: true) }
        return first(in: HostEnvironment.configurationFolder, types: ["tartan"])
    }

    /// The one that is named or installed; nil where only one could be made up that nobody asked for.
    static func known(
        _ options: ConfigurationOptions, store: StoreOptions
    ) throws(Failure) -> RuntimeConfiguration? {
        if options.clusterNetwork == nil { return try installed(options.file) }
        return try load(options, store: store, types: ["tartan"])
    }

    /// Whether it names a store itself, rather than Tartan's default.
    var namesStore: Bool { object["store"]?.string?.isEmpty == false }

    /// Which store a call with it works on.
    var storeRoot: String { object["store"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? Store.defaultRoot }

    var bytes: [UInt8] { JSONValue.object(object).bytes }

    func settings(ownName: String) throws(Failure) -> Settings {
        do throws(SettingsError) { return try Settings(text: bytes, ownName: ownName) } catch {
            throw Failure(
                .no, code: "plugin", "\(error) (\(source)).", hints: ["docs/configuration.md has a row for each key."])
        }
    }

    /// A value for a capability, if the configuration declares it. False where it doesn't.
    mutating func give(_ capability: String, _ value: JSONValue) -> Bool {
        guard capabilities.contains(capability) else { return false }
        var values = object["runtimeConfig"]?.object ?? JSONObject()
        values[capability] = value
        object["runtimeConfig"] = .object(values)
        return true
    }

    /// Any other member: the list of attachments that GC gets.
    mutating func set(_ key: String, _ value: JSONValue) { object[key] = value }
}

// Where it comes from
extension RuntimeConfiguration {
    /// - Parameter waiting: for a file that a person named: the other end of a pipe may take its time.
    private static func read(
        _ file: String, types: Set<String>, waiting: Bool = false
    ) throws(Failure) -> RuntimeConfiguration {
        let text: [UInt8]
        do throws(SystemFailure) {
            text = try Files.read(file, limit: Limits.configuration, waiting: waiting)
        } catch {
            throw Failure(.couldNotRun, code: "badInput", "\(error).", facts: ["file": .string(file)])
        }
        let list: NetworkConfiguration
        do throws(ConfigurationError) { list = try NetworkConfiguration(text: text, limit: Limits.configuration) } catch
        {
            throw Failure(.couldNotRun, code: "badInput", "\(error).", at: place(of: error, in: file))
        }
        return try RuntimeConfiguration(list, file: file, types: types)
    }

    private static func place(of error: ConfigurationError, in file: String) -> SourcePlace {
        if case .syntax(let error) = error { return SourcePlace(file, error.position) }
        return SourcePlace(file)
    }

    private init(_ list: NetworkConfiguration, file: String, types: Set<String>) throws(Failure) {
        guard let plugin = list.plugins.first(where: { types.contains($0.type) }) else {
            let found = list.plugins.map { "\"\($0.type)\"" }.joined(separator: ", ")
            throw Failure(
                .couldNotRun, code: "badInput", "no plugin of the type \"tartan\" is in it, but \(found).",
                at: SourcePlace(file), hints: ["To attach it as the cluster network: --cluster-network \(file)"])
        }
        guard let name = list.name else {
            throw Failure(.couldNotRun, code: "badInput", "the configuration has no \"name\".", at: SourcePlace(file))
        }
        source = file
        object = plugin.object
        object["runtimeConfig"] = nil
        object["name"] = .string(name)
        object["cniVersion"] = .string(list.version.description)
        capabilities = plugin.capabilities
        let others = list.plugins.filter { $0.type != plugin.type }.map(\.type)
        if !others.isEmpty {
            remarks.append(
                "\(file) has more plugins after Tartan, which are not run: \(others.joined(separator: ", ")).")
        }
    }

    /// The first file with Tartan in it, by name, as runtimes sort them. Files that can't be read are passed over.
    private static func first(in folder: String, types: Set<String>) -> RuntimeConfiguration? {
        let names = (try? Files.names(in: folder)) ?? []
        let kinds = [".conflist", ".conf", ".json"]
        for name in names where kinds.contains(where: name.hasSuffix) {
            if let found = try? read("\(folder)/\(name)", types: types) { return found }
        }
        return nil
    }

    /// A file or folder is named by an absolute path in a configuration; a relative one would be a name in the store.
    private static func reference(_ text: String) -> String {
        let isFile = [".conflist", ".conf", ".json"].contains(where: text.hasSuffix) && FileIdentity(path: text) != nil
        return isFile || text.hasPrefix("./") || text.hasPrefix("../") ? AbsolutePath.of(text) : text
    }

    /// For a host where nothing is installed yet: what `--cluster-network` names, else what the runtime uses itself.
    private static func makeUp(_ clusterNetwork: String?) throws(Failure) -> RuntimeConfiguration {
        let candidates = ["/etc/cni/tartan.d", HostEnvironment.configurationFolder]
        let folder = candidates.first { !((try? Files.names(in: $0)) ?? []).isEmpty }
        guard let network = clusterNetwork ?? folder else {
            throw Failure(
                .couldNotRun, code: "noConfiguration",
                "there is no configuration of Tartan in \(HostEnvironment.configurationFolder), and no cluster network "
                    + "to make one up for.",
                hints: ["Name one: --config FILE       Or a cluster network: --cluster-network FILE|NAMESPACE/NAME"])
        }
        let object: JSONObject = [
            "cniVersion": .string(CNIVersion.newest.description), "name": "tartan", "type": "tartan",
            "clusterNetwork": .string(network),
        ]
        return RuntimeConfiguration(
            source: builtIn, object: object,
            capabilities: [Settings.annotationsCapability, "portMappings", "bandwidth", "ips", "mac"])
    }

    private init(source: String, object: JSONObject, capabilities: [String]) {
        self.source = source
        self.object = object
        self.capabilities = capabilities
    }

    /// As libcni: to a plugin that declares the capability, and without a word to no other; a person gets the word.
    private mutating func hand(over text: String?) throws(Failure) {
        guard let text else { return }
        let parsed: JSONValue
        do throws(JSONError) { parsed = try JSONParser.parse(text, limit: Limits.configuration) } catch {
            throw .usage("--cap-args is not JSON: \(error)")
        }
        guard let values = parsed.object else { throw .usage("--cap-args is \(parsed.kindName), expected an object") }
        for member in values.lastMembers where !give(member.key, member.value) {
            remarks.append(
                "\(source) doesn't declare the capability \"\(member.key)\", so its value isn't handed over.")
        }
    }
}
