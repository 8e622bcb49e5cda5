import CNI
import MultiNetwork

/// Hands the pod's devices out to its attachments, in the order of the plan, each device once.
///
/// Nothing is looked up before the first attachment that needs a device.
struct DeviceAllocation {
    enum Mode {
        /// For ADD: an attachment without its device is an error.
        case strict
        /// For a DEL that has no record: a device that can't be made out any more is no reason to leave the attachment.
        case lenient
        /// For STATUS and GC, which are of no pod.
        case none
    }

    /// What was passed over, where that is allowed.
    private(set) var problems: [PlanError] = []

    private let mode: Mode
    private let lookup: DeviceLookup
    private let pod: PodArguments?
    /// Nil where there is no sandbox yet.
    private let containerID: String?
    /// The resource of each attachment that has no device of its own in the annotation.
    private let wanted: [String]
    private var found: DeviceLookup.Found?
    /// Those that other records of the sandbox hold, and those that were handed out.
    private var taken: [HeldDevice]

    init(_ networks: [WantedNetwork], _ request: PlanRequest, lookup: DeviceLookup, _ mode: Mode) {
        self.mode = mode
        self.lookup = lookup
        pod = request.pod
        containerID = request.containerID
        taken = request.heldDevices
        wanted = networks.filter { $0.selection?.deviceID == nil }.compactMap(\.network.resourceName)
    }

    /// The next device of the network's resource, and a file if there is a device or a plugin asks for the file.
    mutating func share(of network: WantedNetwork, _ label: AttachmentLabel) throws(PlanError) -> DeviceShare {
        if mode == .none { return .none }
        var device: AssignedDevice?
        do throws(DeviceError) { device = try self.device(for: network, label) } catch {
            guard mode == .lenient else { throw .device(label, error) }
            problems.append(.device(label, error))
        }
        return DeviceShare(device: device, file: file(of: network, label))
    }
}

// The device
extension DeviceAllocation {
    private mutating func device(
        for network: WantedNetwork, _ label: AttachmentLabel
    ) throws(DeviceError) -> AssignedDevice? {
        guard let resource = network.network.resourceName else { return nil }
        let own = network.selection?.deviceID
        let devices: PodDevices?
        do throws(DeviceError) { devices = try podDevices(resource) } catch {
            // Kubelet could give none, so the annotation's counts. A checkpoint that lies is another matter.
            guard own != nil, error.meansNoDevice else { throw error }
            devices = nil
        }
        let all = devices?[resource] ?? []
        if let devices, let next = all.first(where: { holder(of: $0, resource) == nil }) {
            return take(AssignedDevice(resource: resource, identifier: next, source: devices.source), label)
        }
        guard let own else {
            let takers = all.compactMap { device in holder(of: device, resource).map { "\($0): \(device)" } }
            throw .noneLeft(
                resource: resource, count: all.count, takers: takers,
                wanted: max(wanted.count { $0 == resource }, all.count + 1),
                source: devices?.source.description ?? "")
        }
        if let holder = holder(of: own, resource) { throw .taken(resource: resource, device: own, by: holder) }
        return take(AssignedDevice(resource: resource, identifier: own, source: .annotation), label)
    }

    private func holder(of device: String, _ resource: String) -> String? {
        taken.first { $0.identifier == device && $0.resource == resource }?.holder
    }

    private mutating func take(_ device: AssignedDevice, _ label: AttachmentLabel) -> AssignedDevice {
        taken.append(
            HeldDevice(resource: device.resource, identifier: device.identifier, holder: label.description))
        return device
    }

    private mutating func podDevices(_ resource: String) throws(DeviceError) -> PodDevices {
        guard let pod, let uid = pod.uid else { throw .noPodUID(resource: resource) }
        do throws(CheckpointError) {
            if found == nil { found = try lookup.devices(of: pod, uid: uid) }
        } catch {
            throw .checkpoint(resource: resource, error)
        }
        switch found {
        case .devices(let devices): return devices
        case .unavailable(let tried): throw .unavailable(resource: resource, tried: tried)
        case nil: throw .unavailable(resource: resource, tried: [])
        }
    }
}

// The file
extension DeviceAllocation {
    private func file(of network: WantedNetwork, _ label: AttachmentLabel) -> DeviceInfoFile? {
        let asks = network.network.configuration.plugins.contains { plugin in
            plugin.capabilities.contains(DeviceShare.fileCapability)
        }
        guard network.network.resourceName != nil || asks, let interface = label.interface else { return nil }
        return DeviceFolder.standard.file(
            network: network.network.statusName, sandbox: containerID ?? "SANDBOX", interface: interface)
    }
}

extension DeviceError {
    /// Nobody who hands out devices knows of one.
    fileprivate var meansNoDevice: Bool {
        switch self {
        case .noPodUID, .unavailable: true
        case .checkpoint, .noneLeft, .taken: false
        }
    }
}
