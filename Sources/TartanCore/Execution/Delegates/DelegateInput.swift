import ExactJSON

/// The bytes that a binary gets on stdin: its recorded configuration, byte for byte, with what only this call adds.
enum DelegateInput {
    /// - Parameter members: added at the end: prevResult, or the list of valid attachments.
    static func bytes(_ configuration: String, adding members: [JSONObject.Member]) -> [UInt8] {
        var bytes = Array(configuration.utf8)
        guard !members.isEmpty, bytes.last == UInt8(ascii: "}") else { return bytes }
        bytes.removeLast()
        let addition = JSONValue.object(JSONObject(members)).bytes
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        return bytes + addition.dropFirst()
    }

    static func bytes(_ configuration: String, prevResult: JSONValue?) -> [UInt8] {
        bytes(configuration, adding: prevResult.map { [JSONObject.Member(key: "prevResult", value: $0)] } ?? [])
    }
}
