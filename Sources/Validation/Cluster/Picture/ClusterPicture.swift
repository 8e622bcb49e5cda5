import Findings
import MultiNetwork

/// What was read, each network and pod once: an object of the same name in another folder is a variant of it.
struct ClusterPicture {
    let scope: Scope
    let context: ValidationContext
    /// In the order in which they were read; definitions without a configuration that can be read are left out.
    let networks: [ClusterNetwork]
    /// Pods and what makes pods; what has no name of its own is never a variant.
    let pods: [PodFacts]
    /// Networks that pods name and that aren't there, with what may be meant; empty where there is no definition at all.
    let unknown: [NetworkReference: NetworkNames.Advice]
    private let places: [String: Int]

    init(_ scope: Scope, _ context: ValidationContext) {
        self.scope = scope
        self.context = context
        var places: [String: Int] = [:]
        var networks: [ClusterNetwork] = []
        for definition in scope.definitions where places[definition.reference] == nil {
            guard let network = ClusterNetwork(definition, context) else { continue }
            places[definition.reference] = networks.count
            networks.append(network)
        }
        self.places = places
        self.networks = networks
        unknown = NetworkNames.advice(scope)
        var known = Set<String>()
        pods = scope.pods.filter { pod in
            pod.name.isEmpty || known.insert("\(pod.object.kind) \(pod.namespace)/\(pod.name)").inserted
        }
    }

    /// The network that is asked for, if it is among what was read.
    subscript(_ use: SelectionUse) -> ClusterNetwork? {
        places[use.selection.reference.description].map { networks[$0] }
    }

    /// Networks that share a segment, in the order in which they were read; segments with one network are left out.
    var segments: [[ClusterNetwork]] {
        var places: [Segment: Int] = [:]
        var groups: [[ClusterNetwork]] = []
        for network in networks {
            guard let segment = network.segment else { continue }
            if let place = places[segment] {
                groups[place].append(network)
            } else {
                places[segment] = groups.count
                groups.append([network])
            }
        }
        return groups.filter { $0.count > 1 }
    }
}
