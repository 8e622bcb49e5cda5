/// The members of a JSON object in the order in which they were written, repeated keys included.
public struct JSONObject: Sendable, Equatable {
    public struct Member: Sendable, Equatable {
        public let name: JSONString
        public var value: JSONValue
        /// Where the key's opening quotation mark is in the text; nil for a member that was made by a program.
        public let offset: Int?

        public var key: String { name.value }

        public init(key: String, value: JSONValue) {
            self.init(name: JSONString(key), value: value, offset: nil)
        }

        init(name: JSONString, value: JSONValue, offset: Int?) {
            self.name = name
            self.value = value
            self.offset = offset
        }

        public static func == (left: Member, right: Member) -> Bool {
            left.key.isExactly(right.key) && left.value == right.value
        }
    }

    public private(set) var members: [Member]

    public init(_ members: [Member] = []) {
        self.members = members
    }

    public var isEmpty: Bool { members.isEmpty }

    /// Reading gives the last member of that name, as Go does. Writing replaces *all* members of that name by one at the
    /// place of the first, or appends; nil removes them all.
    public subscript(_ key: String) -> JSONValue? {
        get { members.last { $0.key.isExactly(key) }?.value }
        set {
            let place = members.firstIndex { $0.key.isExactly(key) }
            guard let newValue else {
                if place != nil { members.removeAll { $0.key.isExactly(key) } }
                return
            }
            guard let place else {
                members.append(Member(key: key, value: newValue))
                return
            }
            members[place].value = newValue
            let kept = members[...place]
            members = kept + members[(place + 1)...].filter { !$0.key.isExactly(key) }
        }
    }

    public mutating func removeAll(where condition: (Member) -> Bool) {
        members.removeAll(where: condition)
    }

    /// The members that count: of each key the last one, in the order in which they stand. Takes time in proportion to
    /// their number, so that an object of a hundred thousand keys is no trap.
    public var lastMembers: [Member] {
        if hasFewDistinctKeys { return members }
        var seen = Set<ExactKey>()
        return members.reversed().filter { seen.insert(ExactKey(text: $0.key)).inserted }.reversed()
    }

    /// As nearly all objects have, and then comparing each with each is quicker than a set.
    private var hasFewDistinctKeys: Bool {
        guard members.count <= 12 else { return false }
        return members.indices.allSatisfy { index in
            !members[..<index].contains { $0.key.isExactly(members[index].key) }
        }
    }

    /// Appends members whose keys are known to be new: one after the other through the subscript takes quadratic time.
    public mutating func append(_ new: [Member]) {
        members += new
    }

    /// The first member whose key stood before, if one is.
    public var duplicate: Member? {
        var seen = Set<ExactKey>()
        return members.first { !seen.insert(ExactKey(text: $0.key)).inserted }
    }
}
