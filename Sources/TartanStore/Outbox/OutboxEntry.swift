package import ExactJSON

/// A pod's network status that is to be published.
package struct OutboxEntry: Sendable, Equatable {
    package static let knownFormat = 1

    /// Of the ADD, in microseconds since 1970-01-01T00:00Z: of several sandboxes of a pod the newest is published.
    package var wallTime: UInt64
    package var podNamespace: String
    package var podName: String
    package var podUID: String
    package var containerID: String
    package var status: [JSONValue]

    package init(
        wallTime: UInt64, podNamespace: String, podName: String, podUID: String, containerID: String,
        status: [JSONValue]
    ) {
        self.wallTime = wallTime
        self.podNamespace = podNamespace
        self.podName = podName
        self.podUID = podUID
        self.containerID = containerID
        self.status = status
    }

    var encoded: JSONValue {
        var members = Members()
        members.add("format", Self.knownFormat)
        members.add("wallTime", wallTime)
        members.add("podNamespace", podNamespace)
        members.add("podName", podName)
        members.add("podUID", podUID)
        members.add("containerID", containerID)
        members.add("status", JSONValue.array(status.map(\.embedded)))
        return members.value
    }

    /// - Throws: `newerFormat`, `malformed`
    init(_ value: JSONValue, file: String) throws(StoreError) {
        guard let object = value.object else {
            throw .malformed(file: file, member: "the whole", expected: "an object")
        }
        guard let format = object.integer("format"), format > 0 else {
            throw .malformed(file: file, member: "format", expected: "a number")
        }
        guard format <= Self.knownFormat else {
            throw .newerFormat(file: file, found: format, known: Self.knownFormat)
        }
        guard let wallTime = object.unsigned("wallTime") else {
            throw .malformed(file: file, member: "wallTime", expected: "a number")
        }
        guard let status = object["status"]?.array else {
            throw .malformed(file: file, member: "status", expected: "a list")
        }
        self.init(
            wallTime: wallTime, podNamespace: try Self.text("podNamespace", object, file),
            podName: try Self.text("podName", object, file), podUID: try Self.text("podUID", object, file),
            containerID: try Self.text("containerID", object, file), status: status.map(\.unembedded))
    }

    private static func text(_ key: String, _ object: JSONObject, _ file: String) throws(StoreError) -> String {
        guard let text = object.text(key) else { throw .malformed(file: file, member: key, expected: "a string") }
        return text
    }
}
