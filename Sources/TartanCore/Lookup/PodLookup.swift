import CNI
import ExactJSON
import MultiNetwork
import TartanStore

/// Finds a pod's annotations: from the runtime, else from the store, else by asking behind the store.
struct PodLookup {
    let settings: Settings
    let store: (any ObjectSource)?
    let remote: RemoteLookup?

    enum Found: Equatable {
        case annotations(PodAnnotations, source: String)
        /// Nobody could tell, and `unknownPod` allows the cluster network alone.
        case clusterNetworkOnly
    }

    func annotations(of pod: PodArguments) throws(PlanError) -> Found {
        if let handed = settings.runtimeConfig[Settings.annotationsCapability] {
            // containerd's way of saying that the sandbox has none.
            if handed.isNull { return .annotations(PodAnnotations(), source: "the runtime") }
            guard handed.object != nil else { throw .annotationsNotAMap(found: handed.kindName) }
            do throws(DefinitionError) {
                return .annotations(
                    // Without the path to them: of a longer one errors would cut off the annotation's name.
                    try PodAnnotations(handed, path: ""), source: "the runtime")
            } catch {
                throw .handedAnnotation(error)
            }
        }
        var tried = ["the runtime handed over no annotations"]
        if let found = try stored(pod, &tried, mayAsk: true) { return found }
        if let remote {
            switch remote.fetch(.pod, namespace: pod.namespace, name: pod.name, uid: pod.uid) {
            case .stored: break
            case .notFound: tried.append("the API server has no pod \(pod.fullName)")
            case .unavailable(let more): tried += more
            }
            // Also where nobody could tell: an entry that was only to be compared is then believed.
            var again: [String] = []
            if let found = try stored(pod, &again, mayAsk: false) { return found }
            tried += again.filter { !tried.contains($0) }
        }
        if settings.unknownPod == .clusterNetwork { return .clusterNetworkOnly }
        throw .podUnavailable(tried: tried)
    }

    private func stored(_ pod: PodArguments, _ tried: inout [String], mayAsk: Bool) throws(PlanError) -> Found? {
        guard let store else {
            tried.append("there is no store")
            return nil
        }
        let object: JSONValue?
        do throws(StoreError) { object = try store.pod(pod.namespace, pod.name) } catch { throw .store(error) }
        guard let object else {
            tried.append("the store has no pod \(pod.fullName)")
            return nil
        }
        let entry: PodIdentity
        do throws(DefinitionError) { entry = try PodIdentity(object, defaultNamespace: pod.namespace) } catch {
            throw .definition(of: "the pod's entry in the store", error)
        }
        let found = Found.annotations(entry.annotations, source: "the store")
        let uncertain = entry.uid == nil ? pod.uid != nil : pod.uid == nil
        if uncertain {
            // Nothing to compare: an agent that is there knows better.
            return mayAsk && remote?.mayKnow == true ? nil : found
        }
        if let uid = pod.uid, !entry.isBelievable(forUID: uid) {
            tried.append(
                "the store's entry is of an older or newer pod of that name (uid \(entry.uid ?? ""), not \(uid))")
            return nil
        }
        return found
    }
}
