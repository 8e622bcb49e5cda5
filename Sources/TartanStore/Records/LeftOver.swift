import ExactJSON

/// What the last `tartanctl gc` could not take away, by what it is: `records`, `reservations` and the like.
package struct LeftOver: Sendable, Equatable {
    package static let knownFormat = 1

    /// Microseconds since 1970-01-01T00:00Z.
    package var wallTime: UInt64
    package var counts: [Count]

    package struct Count: Sendable, Equatable {
        package let what: String
        package let number: Int

        package init(_ what: String, _ number: Int) {
            self.what = what
            self.number = number
        }
    }

    package init(wallTime: UInt64, counts: [Count]) {
        self.wallTime = wallTime
        self.counts = counts
    }

    var encoded: JSONValue {
        [
            "format": .integer(Self.knownFormat), "wallTime": .integer(wallTime),
            "counts": .object(JSONObject(counts.map { .init(key: $0.what, value: .integer($0.number)) })),
        ]
    }

    init?(_ value: JSONValue, file: String) throws(StoreError) {
        guard let object = value.object, let format = object.integer("format"),
            let wallTime = object.unsigned("wallTime"), let counts = object["counts"]?.object
        else { return nil }
        guard format <= Self.knownFormat else {
            throw .newerFormat(file: file, found: format, known: Self.knownFormat)
        }
        self.wallTime = wallTime
        self.counts = counts.members.compactMap { member in member.value.integer.map { Count(member.key, $0) } }
    }
}
