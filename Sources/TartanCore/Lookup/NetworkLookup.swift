import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore

/// A network's configuration with the names under which it is known.
struct FoundNetwork: Sendable {
    /// `infra/storage`, or the configuration's own name.
    let statusName: String
    var configuration: NetworkConfiguration
    /// File or definition, as a person would look it up.
    let source: String
    let nameWasInjected: Bool

    /// The CNI name; `init`s make sure that there is one.
    let listName: String
    /// Files before it that were not taken, because they are Tartan's own, each with the reason.
    var passedOver: [String] = []
    /// The device plugin's resource that backs it, if it is a definition that names one.
    var resourceName: String?
}

/// Turns references into configurations: definitions of the store and files on disk (multi-network specification 3.4).
struct NetworkLookup {
    let settings: Settings
    let store: (any ObjectSource)?
    let remote: RemoteLookup?
    let ownTypes: [String]

    /// `clusterNetwork` and elements of `defaultNetworks`: a path, `namespace/name`, or a name in the store or on disk.
    func configured(_ value: String, key: String) throws(PlanError) -> FoundNetwork {
        if value.hasPrefix("/") { return try file(value) }
        let parts = value.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 {
            return try definition(
                try reference(parts[0], parts[1], key, value), origin: "\(key) of Tartan's configuration")
        }
        guard parts.count == 1 else { throw .badReference(key: key, value: value) }
        if let reference = try? reference(settings.multusNamespace, value, key, value),
            let object = try stored(reference)
        {
            return try network(object, reference)
        }
        return try onDisk(named: value, as: AttachmentLabel(network: value), statusName: value)
    }

    /// A definition by reference: the store, then what stands behind it.
    ///
    /// - Parameter namespace: of the pod that names it, which must be admitted; nil where the node's own configuration does.
    func definition(
        _ reference: NetworkReference, origin: String, for namespace: String? = nil
    ) throws(PlanError) -> FoundNetwork {
        if let namespace, namespace != reference.namespace {
            return try foreign(reference, origin: origin, for: namespace)
        }
        if let object = try stored(reference) { return try network(object, reference) }
        if let remote {
            switch remote.fetch(.network, namespace: reference.namespace, name: reference.name, uid: nil) {
            case .stored:
                if let object = try stored(reference) { return try network(object, reference) }
            case .notFound: break
            case .unavailable(let tried):
                if remote.mayKnow { throw .networkUnavailable(reference, tried: ["the store has none"] + tried) }
            }
        }
        let elsewhere = namespaces(holding: reference.name, usableBy: namespace)
        throw .unknownNetwork(reference, origin: origin, existsIn: elsewhere)
    }

    /// An inline configuration of `delegates`.
    func inline(_ value: JSONValue, element: Int) throws(PlanError) -> FoundNetwork {
        let source = "delegates[\(element - 1)] of Tartan's configuration"
        let label = AttachmentLabel(network: value["name"]?.string ?? "delegate \(element)")
        let configuration: NetworkConfiguration
        do throws(ConfigurationError) { configuration = try NetworkConfiguration(value) } catch {
            throw .configuration(label, source: source, error)
        }
        if configuration.plugins.isEmpty { throw .configuration(label, source: source, .noPlugins) }
        guard let name = configuration.name else { throw .missingName(source: source) }
        return try found(name, name, configuration, source)
    }

    private func reference(
        _ namespace: String, _ name: String, _ key: String, _ value: String
    ) throws(PlanError) -> NetworkReference {
        do throws(InvalidName) {
            return try NetworkReference(namespace: namespace, name: name)
        } catch {
            throw .badReference(key: key, value: value)
        }
    }

    func stored(_ reference: NetworkReference) throws(PlanError) -> JSONValue? {
        do throws(StoreError) { return try store?.network(reference.namespace, reference.name) } catch {
            throw .store(error)
        }
    }

    func network(_ object: JSONValue, _ reference: NetworkReference) throws(PlanError) -> FoundNetwork {
        let definition: NetworkAttachmentDefinition
        do throws(DefinitionError) {
            definition = try NetworkAttachmentDefinition(object, defaultNamespace: reference.namespace)
        } catch {
            throw .definition(of: AttachmentLabel(network: reference.description).description, error)
        }
        var network = try network(of: definition, reference)
        network.resourceName = definition.resourceName
        return network
    }

    private func network(
        of definition: NetworkAttachmentDefinition, _ reference: NetworkReference
    ) throws(PlanError) -> FoundNetwork {
        let label = AttachmentLabel(network: reference.description)
        guard let text = definition.config else {
            return try onDisk(named: reference.name, as: label, statusName: reference.description)
        }
        let source = "definition \(reference)"
        let configuration: NetworkConfiguration
        do throws(ConfigurationError) {
            configuration = try NetworkConfiguration(text: Array(text.utf8), limit: Limits.definition)
        } catch {
            throw .configuration(label, source: source, error)
        }
        if configuration.plugins.isEmpty { throw .configuration(label, source: source, .noPlugins) }
        return try found(reference.description, configuration.name ?? reference.name, configuration, source)
    }

    private func onDisk(named name: String, as label: AttachmentLabel, statusName: String) throws(PlanError)
        -> FoundNetwork
    {
        let folder = ConfigurationFolder(path: settings.configurationFolder, ownTypes: ownTypes)
        let search: ConfigurationFolder.Search
        do throws(SystemFailure) { search = try folder.search(name: name) } catch { throw .unreadable(label, error) }
        guard let file = search.found else {
            throw .noFile(label, name: name, folder: folder.path, unreadable: search.unusable + search.passedOver)
        }
        return try found(statusName, name, file.configuration, file.path, passedOver: search.passedOver)
    }

    private func file(_ path: String) throws(PlanError) -> FoundNetwork {
        let label = AttachmentLabel(network: path)
        if let names = try? Files.names(in: path), !names.isEmpty || FileKind.isFolder(path) {
            let folder = ConfigurationFolder(path: path, ownTypes: ownTypes)
            let search: ConfigurationFolder.Search
            do throws(SystemFailure) { search = try folder.first() } catch { throw .unreadable(label, error) }
            guard let file = search.found else {
                throw .noUsableFile(label, folder: path, unreadable: search.unusable + search.passedOver)
            }
            return try named(file, passedOver: search.passedOver)
        }
        let file: ConfigurationFile
        do throws(ConfigurationFile.Problem) { file = try ConfigurationFile(loading: path) } catch {
            switch error {
            case .unreadable(let failure): throw .unreadable(label, failure)
            case .invalid(let path, let error): throw .configuration(label, source: path, error)
            }
        }
        return try named(file)
    }

    private func named(_ file: ConfigurationFile, passedOver: [String] = []) throws(PlanError) -> FoundNetwork {
        guard let name = file.configuration.name else { throw .missingName(source: file.path) }
        return try found(name, name, file.configuration, file.path, passedOver: passedOver)
    }

    func found(
        _ statusName: String, _ listName: String, _ configuration: NetworkConfiguration, _ source: String,
        passedOver: [String] = []
    ) throws(PlanError) -> FoundNetwork {
        if let own = configuration.plugins.first(where: { ownTypes.contains($0.type) }) {
            throw .ownType(AttachmentLabel(network: statusName), type: own.type, source: source)
        }
        do throws(InvalidName) { try Identifier.validate(listName) } catch {
            throw .configuration(AttachmentLabel(network: statusName), source: source, .invalidName(error))
        }
        return FoundNetwork(
            statusName: statusName, configuration: configuration, source: source,
            nameWasInjected: configuration.name == nil, listName: listName, passedOver: passedOver)
    }
}
