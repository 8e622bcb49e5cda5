import CNI
import ExactJSON
import LinuxSystem

/// One file of libcni's result cache (`cniCacheV1`), which libcni writes after the ADD of each of Multus' delegates.
struct MultusResult {
    let path: String
    let containerID: String
    let interface: String
    let networkName: String
    let netns: String?
    /// The configuration as ADD had it; nil where it can't be decoded.
    let configuration: [UInt8]?
    /// CNI_ARGS as the delegate got them; nil where none are kept.
    let arguments: String?
    let capabilities: JSONObject
    let result: JSONValue?

    /// - Throws: `foreignState` for a file that can't be read or names no attachment.
    init(_ path: String) throws(CallFailure) {
        self.path = path
        let value = try MultusState.read(path)
        guard let containerID = value["containerId"]?.string, let interface = value["ifName"]?.string else {
            throw .foreignState(path: path, reason: "it names no container and interface")
        }
        self.containerID = containerID
        self.interface = interface
        networkName = value["networkName"]?.string ?? ""
        netns = value["netns"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        configuration = value["config"]?.string.flatMap(Base64.decode)
        arguments = Self.arguments(value["cniArgs"])
        capabilities = value["capabilityArgs"]?.object ?? JSONObject()
        result = value["result"]
    }

    var attachment: ValidAttachment { ValidAttachment(containerID: containerID, interface: interface) }

    /// Pairs become `KEY=value;…`. A pair that would turn into several is left out.
    private static func arguments(_ value: JSONValue?) -> String? {
        let pairs = value?.array?.compactMap { pair -> String? in
            guard let pair = pair.array, pair.count == 2, let key = pair[0].string, let value = pair[1].string,
                !key.isEmpty, isPlain(key), isPlain(value)
            else { return nil }
            return "\(key)=\(value)"
        }
        guard let pairs, !pairs.isEmpty else { return nil }
        return pairs.joined(separator: ";")
    }

    private static func isPlain(_ text: String) -> Bool {
        !text.utf8.contains { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "=") || $0 == 0 }
    }
}
