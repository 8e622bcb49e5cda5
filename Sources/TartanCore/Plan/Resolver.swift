import CNI
package import CNIExecution
import ExactJSON
package import LinuxSystem
import MultiNetwork
package import TartanStore

/// Makes the plan of a call from its configuration, the pod's annotations and the store. Nothing is changed by it, so the
/// same code answers `tartanctl explain`.
package struct Resolver: Sendable {
    let settings: Settings
    let lookup: NetworkLookup
    let pods: PodLookup
    let search: PluginSearch
    let devices: DeviceLookup
    /// What only a node has, binaries and devices, is taken for granted.
    private let isRehearsal: Bool

    package init(
        settings: Settings, store: (any ObjectSource)?, remote: RemoteLookup?, searchPath: String, ownName: String,
        ownExecutable: FileIdentity?, devices: DeviceLookup? = nil
    ) {
        self.settings = settings
        isRehearsal = false
        let ownTypes = ["tartan", settings.type, ownName]
        lookup = NetworkLookup(settings: settings, store: store, remote: remote, ownTypes: ownTypes)
        pods = PodLookup(settings: settings, store: store, remote: remote)
        self.devices = devices ?? DeviceLookup(settings, deadline: remote?.deadline)
        search = Self.search(settings: settings, searchPath: searchPath, ownExecutable: ownExecutable)
    }

    /// For plans that are made away from the node, or before it is ready: a binary that isn't there has its type for a path,
    /// and nobody is asked for devices.
    package init(rehearsing settings: Settings, objects: any ObjectSource, searchPath: String, ownName: String) {
        self.settings = settings
        isRehearsal = true
        let ownTypes = ["tartan", settings.type, ownName]
        lookup = NetworkLookup(settings: settings, store: objects, remote: nil, ownTypes: ownTypes)
        pods = PodLookup(settings: settings, store: objects, remote: nil)
        devices = DeviceLookup(settings, deadline: nil)
        search = Self.search(settings: settings, searchPath: searchPath, ownExecutable: nil).assuming
    }

    /// Where binaries are looked for: `binDir` before CNI_PATH, never instead of it.
    package static func search(settings: Settings, searchPath: String, ownExecutable: FileIdentity?) -> PluginSearch {
        let folders = searchPath.pieces(between: UInt8(ascii: ":"))
        return PluginSearch(
            directories: (settings.binaryFolder.map { [$0] } ?? []) + folders,
            excluding: ownExecutable.map { [$0] } ?? [])
    }

    /// Where a binary is that a plugin calls itself; nil where it isn't found.
    package func binary(_ type: String) -> String? { try? search.find(type) }

    package func plan(_ request: PlanRequest) throws(PlanError) -> Plan {
        var ignored: PlanError?
        let wanted = try wanted(request, &ignored)
        var devices = DeviceAllocation(wanted.map(\.wanted), request, lookup: devices, isRehearsal ? .none : .strict)
        let attachments = try attachments(of: wanted, request, &devices)
        for attachment in attachments { try requireAddressManagers(attachment) }
        return try Plan(attachments, held: request.held, heldProjects: request.heldProjects, ignored: ignored)
    }

    /// As much of the plan as can be made out, for a DEL that has no record: what can't be resolved is left out and told.
    package func remnants(_ request: PlanRequest) -> (plan: [Attachment], problems: [PlanError]) {
        var problems: [PlanError] = []
        let wanted = leniently(request, &problems)
        var devices = DeviceAllocation(wanted.map(\.wanted), request, lookup: devices, isRehearsal ? .none : .lenient)
        var attachments: [Attachment] = []
        for element in wanted {
            do throws(PlanError) {
                attachments += try self.attachments(of: [element], request, &devices)
            } catch {
                problems.append(error)
            }
        }
        return (attachments, problems + devices.problems)
    }

    /// The lists that STATUS and GC ask: what the configuration itself names, without any pod.
    package func configuredNetworks() throws(PlanError) -> [Attachment] {
        let networks = try [try clusterNetwork()] + moreDelegates() + defaultNetworks(of: nil) + auxiliaryChain()
        let request = PlanRequest(pod: nil, interface: "eth0")
        var devices = DeviceAllocation(networks, request, lookup: devices, .none)
        let attachments = try attachments(of: Self.placed(networks), request, &devices)
        for attachment in attachments { try requireAddressManagers(attachment) }
        return attachments
    }
}

// Which networks
extension Resolver {
    private struct Placed {
        let place: Int
        let wanted: WantedNetwork
    }

    private static func placed(_ networks: [WantedNetwork]) -> [Placed] {
        networks.enumerated().map { Placed(place: $0.offset, wanted: $0.element) }
    }

    private func wanted(_ request: PlanRequest, _ ignored: inout PlanError?) throws(PlanError) -> [Placed] {
        guard request.isFirstOfSandbox else {
            return Self.placed(try [try clusterNetwork()] + moreDelegates())
        }
        var networks: [WantedNetwork] = []
        var selections: [NetworkSelection] = []
        var everyPod = true
        if let pod = request.pod {
            switch try pods.annotations(of: pod) {
            case .annotations(let annotations, _):
                if let own = try ownClusterNetwork(annotations, of: pod, interface: request.interface) {
                    networks.append(own)
                }
                selections = try self.selections(annotations, of: pod, &ignored)
            case .clusterNetworkOnly: everyPod = false
            }
        }
        if networks.isEmpty { networks.append(try clusterNetwork()) }
        if everyPod { networks += try moreDelegates() + defaultNetworks(of: request.pod) }
        for selection in selections { networks.append(try selected(selection, for: request.pod?.namespace)) }
        if everyPod { networks += try auxiliaryChain() }
        return Self.placed(networks)
    }

    /// Each network by itself, at the place that it has in the whole list: one that is gone must not shift the generated
    /// names of the others.
    private func leniently(_ request: PlanRequest, _ problems: inout [PlanError]) -> [Placed] {
        var placed: [Placed] = []
        var place = 0
        func take(_ find: () throws(PlanError) -> WantedNetwork) {
            do throws(PlanError) { placed.append(Placed(place: place, wanted: try find())) } catch {
                problems.append(error)
            }
            place += 1
        }
        let pod = request.isFirstOfSandbox ? request.pod : nil
        var everyPod = true
        var annotations: PodAnnotations?
        if let pod {
            do throws(PlanError) {
                switch try pods.annotations(of: pod) {
                case .annotations(let found, _): annotations = found
                case .clusterNetworkOnly: everyPod = false
                }
            } catch {
                problems.append(error)
            }
        }
        take { () throws(PlanError) in
            if let pod, let annotations,
                let own = try ownClusterNetwork(annotations, of: pod, interface: request.interface, isDetaching: true)
            {
                return own
            }
            return try clusterNetwork()
        }
        if everyPod {
            for index in furtherDelegates { take { () throws(PlanError) in try delegate(index) } }
            for index in request.isFirstOfSandbox ? defaults(of: pod) : 0..<0 {
                take { () throws(PlanError) in try defaultNetwork(index) }
            }
        }
        var ignored: PlanError?
        do throws(PlanError) {
            if let pod, let annotations {
                for selection in try selections(annotations, of: pod, &ignored) {
                    take { () throws(PlanError) in try selected(selection, for: nil) }
                }
            }
        } catch {
            problems.append(error)
        }
        do throws(PlanError) {
            for network in everyPod && request.isFirstOfSandbox ? try auxiliaryChain() : [] { take { network } }
        } catch {
            problems.append(error)
        }
        return placed
    }

    private func clusterNetwork() throws(PlanError) -> WantedNetwork {
        let network: FoundNetwork
        if let value = settings.clusterNetwork {
            network = try lookup.configured(value, key: "clusterNetwork")
        } else if let first = settings.delegates.first {
            network = try lookup.inline(first, element: 1)
        } else {
            throw .noClusterNetwork
        }
        return WantedNetwork(
            network: network, origin: .clusterNetwork(source: network.source), selection: nil,
            runtimeConfig: settings.runtimeConfig)
    }

    /// Those of `delegates` that every pod gets beside the cluster network.
    private var furtherDelegates: Range<Int> {
        settings.clusterNetwork == nil ? 1..<max(1, settings.delegates.count) : 1..<1
    }

    private func delegate(_ index: Int) throws(PlanError) -> WantedNetwork {
        let network = try lookup.inline(settings.delegates[index], element: index + 1)
        return WantedNetwork(
            network: network, origin: .delegate(index + 1), selection: nil, runtimeConfig: JSONObject())
    }

    private func moreDelegates() throws(PlanError) -> [WantedNetwork] {
        var networks: [WantedNetwork] = []
        for index in furtherDelegates { networks.append(try delegate(index)) }
        return networks
    }

    /// Those of `defaultNetworks` that this pod gets: all or none.
    private func defaults(of pod: PodArguments?) -> Range<Int> {
        if let pod, settings.systemNamespaces.contains(pod.namespace) { return 0..<0 }
        return settings.defaultNetworks.indices
    }

    private func defaultNetwork(_ index: Int) throws(PlanError) -> WantedNetwork {
        let network = try lookup.configured(settings.defaultNetworks[index], key: "defaultNetworks")
        return WantedNetwork(
            network: network, origin: .defaultNetwork(index + 1, source: network.source), selection: nil,
            runtimeConfig: JSONObject())
    }

    private func defaultNetworks(of pod: PodArguments?) throws(PlanError) -> [WantedNetwork] {
        var networks: [WantedNetwork] = []
        for index in defaults(of: pod) { networks.append(try defaultNetwork(index)) }
        return networks
    }

    /// The pod's own choice of cluster network, if its annotation makes one.
    private func ownClusterNetwork(
        _ annotations: PodAnnotations, of pod: PodArguments, interface: String, isDetaching: Bool = false
    ) throws(PlanError) -> WantedNetwork? {
        guard let text = annotations.defaultNetwork else { return nil }
        let selection: NetworkSelection?
        do throws(SelectionError) {
            selection = try NetworkSelection.parseDefaultNetwork(text, namespace: settings.multusNamespace)
        } catch {
            throw .annotation(name: Annotation.defaultNetwork, error)
        }
        guard let selection else { return nil }
        try checkIsolation(selection.reference, pod, annotation: Annotation.defaultNetwork)
        if let wanted = selection.interface?.text, wanted != interface {
            throw .clusterInterface(wanted: wanted, runtime: interface)
        }
        let origin = Origin.defaultNetworkAnnotation(text: selection.text)
        return WantedNetwork(
            network: try lookup.definition(
                selection.reference, origin: origin.description, for: isDetaching ? nil : pod.namespace),
            origin: origin, selection: selection, runtimeConfig: settings.runtimeConfig)
    }

    private func selections(
        _ annotations: PodAnnotations, of pod: PodArguments, _ ignored: inout PlanError?
    ) throws(PlanError) -> [NetworkSelection] {
        guard let text = annotations.networks else { return [] }
        let selections: [NetworkSelection]
        do throws(SelectionError) {
            selections = try NetworkSelection.parse(text, podNamespace: pod.namespace)
        } catch {
            let invalid = PlanError.annotation(name: Annotation.networks, error)
            guard settings.invalidAnnotation == .ignore, !error.isLimit else { throw invalid }
            ignored = invalid
            return []
        }
        for selection in selections { try checkIsolation(selection.reference, pod, annotation: Annotation.networks) }
        return selections
    }

    /// - Parameter namespace: whose pod asks; nil for a DEL, which detaches what was attached whatever owners say by now.
    private func selected(_ selection: NetworkSelection, for namespace: String?) throws(PlanError) -> WantedNetwork {
        let origin = Origin.annotation(element: selection.element, text: selection.text)
        return WantedNetwork(
            network: try lookup.definition(selection.reference, origin: origin.description, for: namespace),
            origin: origin, selection: selection, runtimeConfig: JSONObject())
    }

    private func checkIsolation(
        _ reference: NetworkReference, _ pod: PodArguments, annotation: String
    ) throws(PlanError) {
        guard settings.namespaceIsolation, reference.namespace != pod.namespace,
            !settings.globalNamespaces.contains(reference.namespace)
        else { return }
        throw .isolated(
            reference, podNamespace: pod.namespace, allowed: settings.globalNamespaces, annotation: annotation)
    }
}

// What each network becomes
extension Resolver {
    /// The reference plugins that run the binary of `ipam.type` themselves. Others may mean something else by it.
    private static let managed = [
        "bridge", "dummy", "host-device", "ipvlan", "macvlan", "ptp", "tap", "vlan",
    ]

    /// Without its IPAM plugin such a plugin fails at ADD *and* at DEL, so that nothing could be undone any more.
    private func requireAddressManagers(_ attachment: Attachment) throws(PlanError) {
        for plugin in attachment.plugins where Self.managed.contains(plugin.type) {
            guard let type = plugin.configuration["ipam"]?["type"]?.string, !type.isEmpty else { continue }
            do throws(LaunchFailure) { _ = try search.find(type) } catch {
                let label = AttachmentLabel(network: attachment.network, interface: attachment.interface.text)
                throw .addressManager(label, type: plugin.type, error)
            }
        }
    }

    private func attachments(
        of networks: [Placed], _ request: PlanRequest, _ devices: inout DeviceAllocation
    ) throws(PlanError) -> [Attachment] {
        let runtimeInterface: InterfaceName
        do throws(InvalidName) { runtimeInterface = try InterfaceName(request.interface) } catch {
            throw .badReference(key: "CNI_IFNAME", value: request.interface)
        }
        var naming = InterfaceNaming(runtimeInterface: runtimeInterface, held: request.held.names)
        var attachments: [Attachment] = []
        for placed in networks {
            let interface: InterfaceName
            do throws(InvalidName) {
                interface = try naming.name(place: placed.place, requested: placed.wanted.selection?.interface)
            } catch {
                throw .badReference(key: "interface", value: error.name)
            }
            attachments.append(try attachment(placed.wanted, interface, request, &devices))
        }
        return attachments
    }

    private func attachment(
        _ wanted: WantedNetwork, _ interface: InterfaceName, _ request: PlanRequest, _ devices: inout DeviceAllocation
    ) throws(PlanError) -> Attachment {
        let network = wanted.network
        let configuration = network.configuration
        let label = AttachmentLabel(network: network.statusName, interface: interface.text)
        var arguments: [RequestArgument] = []
        for request in wanted.selected {
            if configuration.plugins.contains(where: { $0.capabilities.contains(request.capability) }) { continue }
            if settings.requestsAsArguments, let argument = RequestArgument(request) {
                arguments.append(argument)
                continue
            }
            throw .missingCapability(
                label, key: request.key ?? request.capability, capability: request.capability,
                types: configuration.plugins.map(\.type))
        }
        let share = try devices.share(of: wanted, label)
        let rewriter = ConfigurationRewriter(
            network: network, requests: wanted.requests + share.requests, arguments: wanted.arguments,
            device: share.device?.identifier,
            isolation: wanted.origin.isClusterNetwork && request.isFirstOfSandbox ? nil : interface)
        var plugins: [PlannedPlugin] = []
        for plugin in configuration.plugins {
            let path: String
            do throws(LaunchFailure) { path = try search.find(plugin.type) } catch { throw .binary(label, error) }
            let rewritten = rewriter.rewrite(plugin)
            plugins.append(
                PlannedPlugin(
                    type: plugin.type, path: path, configuration: rewritten.configuration,
                    capabilities: rewritten.capabilities))
        }
        return Attachment(
            origin: wanted.origin, network: network.statusName, listName: network.listName, interface: interface,
            version: configuration.version, disableCheck: configuration.disableCheck,
            disableGC: configuration.disableGC,
            plugins: plugins, defaultRoute: wanted.selection?.defaultRoute, wantsInterface: wanted.wantsInterface,
            selection: wanted.selection, arguments: arguments, device: share.device, deviceInfoFile: share.file,
            nameWasInjected: network.nameWasInjected, passedOver: network.passedOver)
    }
}
