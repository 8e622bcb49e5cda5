import CNI
import ExactJSON
package import LinuxSystem

/// Who knows a pod's devices: the agent, else kubelet's checkpoint.
package struct DeviceLookup: Sendable {
    private let checkpoint: DeviceCheckpoint
    /// Nil where nobody is to be asked.
    private let agentSocket: String?
    private let deadline: Deadline?

    /// - Parameter deadline: of the call; without one the agent isn't asked.
    package init(_ settings: Settings, deadline: Deadline?) {
        checkpoint = DeviceCheckpoint(kubeletFolder: settings.kubeletFolder)
        agentSocket = deadline == nil ? nil : settings.agentSocket
        self.deadline = deadline
    }

    enum Found: Equatable {
        case devices(PodDevices)
        /// Nobody could tell; what was tried, for the error.
        case unavailable(tried: [String])
    }

    /// - Throws: what is wrong with a checkpoint that is there.
    func devices(of pod: PodArguments, uid: String) throws(CheckpointError) -> Found {
        var tried: [String] = []
        if let devices = askAgent(pod, uid, &tried) { return .devices(devices) }
        if let devices = try checkpoint.devices(ofPod: uid) { return .devices(devices) }
        return .unavailable(tried: tried + ["there is no checkpoint of kubelet at \(checkpoint.path)"])
    }

    private func askAgent(_ pod: PodArguments, _ uid: String, _ tried: inout [String]) -> PodDevices? {
        guard let agentSocket, let deadline else { return nil }
        var question = JSONObject()
        question["format"] = 1
        question["do"] = "devices"
        question["namespace"] = .string(pod.namespace)
        question["name"] = .string(pod.name)
        question["uid"] = .string(uid)
        let answer: JSONObject
        do throws(AgentSocket.Failure) {
            answer = try AgentSocket(path: agentSocket).ask(
                question, deadline: min(deadline, .after(milliseconds: Limits.agentFetch)))
        } catch {
            if error != .absent { tried.append("the agent's socket \(agentSocket): \(error.text)") }
            return nil
        }
        guard answer["ok"]?.boolean == true else {
            let message = answer["message"]?.string ?? answer["code"]?.string ?? "unavailable"
            tried.append("the agent (\(agentSocket)): \(message.escapingControlCharacters)")
            return nil
        }
        guard let devices = Self.devices(answer["devices"]) else {
            tried.append("the agent (\(agentSocket)): its answer has no lists of devices")
            return nil
        }
        return PodDevices(all: devices, source: .agent(socket: agentSocket))
    }

    /// `{"vendor.example/pool": ["id", …]}`; nil for anything else.
    private static func devices(_ value: JSONValue?) -> [PodDevices.Device]? {
        guard let object = value?.object else { return nil }
        var devices: [PodDevices.Device] = []
        for member in object.lastMembers {
            guard let list = member.value.array else { return nil }
            for element in list {
                guard let text = element.string, DeviceIdentifier.isSound(text), devices.count < Limits.podDevices
                else {
                    return nil
                }
                devices.append(PodDevices.Device(resource: member.key, identifier: text))
            }
        }
        return devices
    }
}
