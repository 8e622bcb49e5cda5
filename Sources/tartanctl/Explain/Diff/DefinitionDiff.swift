import CNI
import ExactJSON
import MultiNetwork
import TartanCore
import TartanStore

/// What changed definitions and pods mean, for which pods.
struct DefinitionDiff {
    let old: String
    let new: String
    /// How many definitions and pods were compared.
    private(set) var compared: (networks: Int, pods: Int) = (0, 0)
    private(set) var definitions: [DefinitionChange] = []
    private(set) var pods: [PodChange] = []
    /// What could not be looked at, in sentences.
    private(set) var remarks: [String] = []

    var isEqual: Bool { definitions.isEmpty && pods.isEmpty }

    /// - Parameters:
    ///   - records: those of the store that is beneath; empty where there is none.
    ///   - remarks: of what could not be read of them.
    init(
        _ sides: DiffSides, _ node: RehearsedNode, records: [ListedRecord], remarks: [String], showsSecrets: Bool
    ) throws(Failure) {
        self.remarks = remarks
        old = sides.old.name
        new = sides.new.name
        for network in sides.networks {
            let before = try Failure.converting { () throws(StoreError) in try sides.old.value(network) }
            let after = try Failure.converting { () throws(StoreError) in try sides.new.value(network) }
            compared.networks += 1
            let change = DefinitionChange(network.key, from: before, to: after, showsSecrets: showsSecrets)
            if let change { definitions.append(change) }
        }
        let running = Dictionary(grouping: records.filter { $0.state != .gone && !$0.pod.isEmpty }, by: \.pod)
        var askers: [ObjectKey: [DiffedObject]] = [:]
        let changed = Set(definitions.map(\.network))
        let everyPod = Self.configured(node.settings).contains(where: changed.contains)
        for pod in try Failure.converting({ () throws(StoreError) in try sides.pods() }) {
            guard let pair = values(of: pod, sides) else { continue }
            compared.pods += 1
            let asked = Self.asked(pair.old, pod, node).union(Self.asked(pair.new, pod, node)).intersection(changed)
            for network in asked { askers[network, default: []].append(pod) }
            guard everyPod || !asked.isEmpty || !Self.isSame(pair.old, pair.new) else { continue }
            let own = pod.workload == nil ? running[pod.key.description] ?? [] : []
            if let change = Self.change(pod, pair, sides, node, own, showsSecrets: showsSecrets) { pods.append(change) }
        }
        for index in definitions.indices {
            let network = definitions[index].network
            let known = Set((askers[network] ?? []).map(\.title))
            definitions[index].askers = askers[network] ?? []
            definitions[index].attached = running.keys.sorted().filter { pod in
                !known.contains(pod)
                    && (running[pod] ?? []).contains { $0.has(network) }
            }
        }
    }

    private typealias Pair = (old: JSONValue?, new: JSONValue?)

    /// Nil for a pod of the store that can't be read, which is remarked.
    private mutating func values(of pod: DiffedObject, _ sides: DiffSides) -> Pair? {
        do throws(StoreError) {
            let new = try sides.new.value(pod)
            let isStored = sides.old.objects[pod] == nil && sides.new.objects[pod] == nil
            return (isStored ? new : try sides.old.value(pod), new)
        } catch {
            remarks.append(error.description)
            return nil
        }
    }

    private static func change(
        _ pod: DiffedObject, _ pair: Pair, _ sides: DiffSides, _ node: RehearsedNode, _ records: [ListedRecord],
        showsSecrets: Bool
    ) -> PodChange? {
        let before = pair.old.map { PodOutlook(pod, $0, on: sides.old, node) } ?? .none
        let after = pair.new.map { PodOutlook(pod, $0, on: sides.new, node) } ?? .none
        let status = records.flatMap(\.status)
        let attachments = AttachmentChange.all(
            from: before.attachments, to: after.attachments,
            held: { attachment in
                status.filter { $0.name == attachment.network && $0.interface == attachment.interface.text }
                    .flatMap(\.ips).compactMap { IPAddress($0) }
            }, showsSecrets: showsSecrets)
        let problems = PodChange.Problems(old: before.problem, new: after.problem)
        if attachments.isEmpty, problems.areSame { return nil }
        return PodChange(
            kind: pair.old == nil ? .added : pair.new == nil ? .removed : .changed, pod: pod,
            attachments: attachments, problems: problems, isRunning: !records.isEmpty)
    }
}

// What a pod asks for
extension DefinitionDiff {
    /// Networks that every pod gets, or those that could be meant by their names.
    private static func configured(_ settings: Settings) -> [ObjectKey] {
        ([settings.clusterNetwork].compactMap { $0 } + settings.defaultNetworks).compactMap { name in
            guard !name.hasPrefix("/"),
                let reference = try? NetworkReference(name, defaultNamespace: settings.multusNamespace)
            else { return nil }
            return try? ObjectKey(reference.namespace, reference.name)
        }
    }

    private static func asked(_ value: JSONValue?, _ pod: DiffedObject, _ node: RehearsedNode) -> Set<ObjectKey> {
        let annotations = value?["metadata"]?["annotations"]
        var references: [NetworkReference] = []
        if let text = annotations?[Annotation.networks]?.string,
            let selections = try? NetworkSelection.parse(text, podNamespace: pod.key.namespace)
        {
            references += selections.map(\.reference)
        }
        if let text = annotations?[Annotation.defaultNetwork]?.string,
            let selection = try? NetworkSelection.parseDefaultNetwork(text, namespace: node.settings.multusNamespace)
        {
            references.append(selection.reference)
        }
        return Set(references.compactMap { try? ObjectKey($0.namespace, $0.name) })
    }

    private static func isSame(_ old: JSONValue?, _ new: JSONValue?) -> Bool {
        guard let old, let new else { return old == nil && new == nil }
        return [Annotation.networks, Annotation.defaultNetwork].allSatisfy { key in
            old["metadata"]?["annotations"]?[key]?.string == new["metadata"]?["annotations"]?[key]?.string
        }
    }
}

extension ListedRecord {
    fileprivate func has(_ network: ObjectKey) -> Bool {
        attached.contains { record.attachments[$0].network == network.description }
    }
}
