import KubernetesClient
import Logging

/// The devices of pods, asked of kubelet when a plugin needs them, and kept: a pod's devices are its own until it ends.
actor PodDevices {
    private let source: PodResources
    private let conditions: Conditions
    private let logger: Logger
    private var known: [String: [String: [String]]] = [:]
    /// Oldest first.
    private var order: [String] = []
    private var running: Task<Result<PodResources.Listing, GRPCFailure>, Never>?
    /// Not begun yet: what kubelet will say is as new as every question that waits for it.
    private var next: Task<Result<PodResources.Listing, GRPCFailure>, Never>?

    /// Pods that are kept.
    static let most = 1024

    enum Answer: Sendable, Equatable {
        /// By resource; none at all where kubelet gave the pod none.
        case devices([String: [String]])
        case unavailable(String)
    }

    init(source: PodResources, conditions: Conditions, logger: Logger) {
        self.source = source
        self.conditions = conditions
        self.logger = logger
    }

    /// - Parameter uid: what the answer is kept by; kubelet itself knows the pod by its name here.
    func devices(of pod: ObjectName, uid: String) async -> Answer {
        if let devices = known[uid] { return .devices(devices) }
        let listing: PodResources.Listing
        switch await list() {
        case .success(let found): listing = found
        case .failure(let failure):
            let text = "kubelet's PodResources at \(source.socket): \(failure)"
            if conditions.problem(.devices, text) { logger.warning("\(text)") }
            return .unavailable(text)
        }
        conditions.solved(.devices)
        guard let devices = listing.pods[pod] else { return .unavailable("kubelet's PodResources has no pod \(pod)") }
        if listing.ambiguous.contains(pod) { return .unavailable("kubelet's PodResources has two pods \(pod)") }
        if !devices.isEmpty { keep(devices, uid) }
        return .devices(devices)
    }

    private func keep(_ devices: [String: [String]], _ uid: String) {
        if known.updateValue(devices, forKey: uid) == nil { order.append(uid) }
        guard order.count > Self.most else { return }
        for old in order.prefix(Self.most / 4) { known[old] = nil }
        order.removeFirst(Self.most / 4)
    }

    /// One list for all who ask before it begins, one at a time.
    private func list() async -> Result<PodResources.Listing, GRPCFailure> {
        if let next { return await next.value }
        let before = running
        let task = Task { () -> Result<PodResources.Listing, GRPCFailure> in
            _ = await before?.value
            self.begin()
            do throws(GRPCFailure) { return .success(try await source.list()) } catch { return .failure(error) }
        }
        next = task
        return await task.value
    }

    private func begin() {
        running = next
        next = nil
    }
}
