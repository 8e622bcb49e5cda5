import CNI
public import ExactJSON

/// What a device plugin or a CNI plugin tells about the device behind an attachment (device information specification 1.1.0,
/// section 3). It is passed on as it was written, keys that the specification doesn't know included.
public struct DeviceInformation: Sendable, Equatable {
    /// The object of the network status' `device-info` (multi-network specification, section 5.3.7).
    public let value: JSONValue
    /// What kind of device it is: `pci`, `vdpa`, `vhost-user` or `memif`.
    public var type: String { value["type"]?.string ?? "" }

    /// Checks an object: its type, its version, and that the map named like the type has what the type needs.
    ///
    /// - Throws: the first key that can't be believed.
    public init(_ value: JSONValue) throws(DeviceInformationError) {
        let reader = DeviceKeyReader(parent: nil, value: value)
        try reader.requireObject()
        guard let type = DeviceType(rawValue: try reader.required("type")) else {
            throw .notAllowed(
                key: "type", value: try reader.required("type").shortened,
                rule: "one of " + DeviceType.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
        }
        try Self.checkVersion(try reader.required("version"))
        let map = try reader.inner(type.rawValue)
        for key in type.keys { try map.check(key) }
        self.value = value
    }

    /// Reads the text of a device information file.
    ///
    /// - Throws: what is no JSON, or the first key that can't be believed.
    public init(json: [UInt8]) throws(DeviceInformationError) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(json, limit: Limits.deviceInformation) } catch {
            throw .syntax(error)
        }
        try self.init(value)
    }

    /// `MAJOR.MINOR.PATCH`. A later minor version only adds, so each of major version 1 can be read.
    private static func checkVersion(_ text: String) throws(DeviceInformationError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let sound = parts.allSatisfy { part in
            (1...4).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard parts.count == 3, sound else {
            throw .notAllowed(key: "version", value: text.shortened, rule: "MAJOR.MINOR.PATCH")
        }
        guard parts[0] == "1" else { throw .notAllowed(key: "version", value: text, rule: "one that begins with 1") }
    }
}
