import CNI
import ExactJSON
import LinuxSystem

/// Kubelet's own record of which pod has which devices: `device-plugins/kubelet_internal_checkpoint` below its folder.
///
/// Its checksum isn't looked at: it is one of Go's memory layout, other in each version of kubelet, and kubelet replaces
/// the file by renaming, so that nobody sees half of it.
struct DeviceCheckpoint {
    let path: String

    init(kubeletFolder: String) {
        path = kubeletFolder + "/device-plugins/kubelet_internal_checkpoint"
    }

    /// The devices of one pod.
    ///
    /// - Parameter uid: as kubelet knows the pod, which for a static pod is not the mirror's.
    /// - Returns: nil where there is no such file.
    func devices(ofPod uid: String) throws(CheckpointError) -> PodDevices? {
        guard let bytes = try read() else { return nil }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(bytes, limit: Limits.deviceCheckpoint) } catch {
            throw .syntax(path, error)
        }
        return PodDevices(all: try entries(value, uid), source: .checkpoint(path: path))
    }

    private func read() throws(CheckpointError) -> [UInt8]? {
        do throws(SystemFailure) {
            return try OpenedFile(reading: path).whole(limit: Limits.deviceCheckpoint)
        } catch {
            if error.isNotFound { return nil }
            throw .unreadable(error)
        }
    }
}

// What it says
extension DeviceCheckpoint {
    /// Go writes an empty list as null.
    private func entries(_ value: JSONValue, _ uid: String) throws(CheckpointError) -> [PodDevices.Device] {
        guard value.object != nil else { throw malformed("", value, "an object") }
        guard let data = value["Data"], data.object != nil else { throw malformed("Data", value["Data"], "an object") }
        guard let entries = data["PodDeviceEntries"] else { throw malformed("Data.PodDeviceEntries", nil, "a list") }
        if entries.isNull { return [] }
        guard let entries = entries.array else { throw malformed("Data.PodDeviceEntries", entries, "a list") }
        var devices: [PodDevices.Device] = []
        for (index, entry) in entries.enumerated() {
            let place = "Data.PodDeviceEntries[\(index)]"
            guard let owner = entry["PodUID"]?.string else {
                throw malformed(place + ".PodUID", entry["PodUID"], "a string")
            }
            guard owner == uid else { continue }
            guard let resource = entry["ResourceName"]?.string else {
                throw malformed(place + ".ResourceName", entry["ResourceName"], "a string")
            }
            for identifier in try identifiers(entry["DeviceIDs"], place + ".DeviceIDs") {
                devices.append(PodDevices.Device(resource: resource, identifier: identifier))
            }
            guard devices.count <= Limits.podDevices else { throw .tooMany(path, limit: Limits.podDevices) }
        }
        return devices
    }

    /// A list until Kubernetes 1.19; since 1.20 an object of lists, one for each NUMA node.
    private func identifiers(_ value: JSONValue?, _ place: String) throws(CheckpointError) -> [String] {
        guard let value, !value.isNull else { return [] }
        if value.array != nil { return try texts(value, place) }
        guard let nodes = value.object else { throw malformed(place, value, "a list, or an object of lists") }
        var found: [String] = []
        for node in nodes.members where !node.value.isNull {
            found += try texts(node.value, place + "[" + String(node.key.prefix(20)) + "]")
        }
        return found
    }

    private func texts(_ value: JSONValue, _ place: String) throws(CheckpointError) -> [String] {
        guard let list = value.array else { throw malformed(place, value, "a list") }
        var found: [String] = []
        for (index, element) in list.enumerated() {
            guard let text = element.string, DeviceIdentifier.isSound(text) else {
                throw malformed("\(place)[\(index)]", element, "a device's name")
            }
            found.append(text)
        }
        return found
    }

    private func malformed(_ place: String, _ found: JSONValue?, _ expected: String) -> CheckpointError {
        .malformed(path, place: place, found: found?.kindName ?? "missing", expected: expected)
    }
}
