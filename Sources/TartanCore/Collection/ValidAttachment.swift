package import ExactJSON

/// An attachment as GC's list names it (section 2, GC).
package struct ValidAttachment: Sendable, Hashable {
    package let containerID: String
    package let interface: String

    package init(containerID: String, interface: String) {
        self.containerID = containerID
        self.interface = interface
    }

    /// Nil for an element that names none.
    package init?(_ value: JSONValue) {
        guard let containerID = value["containerID"]?.string, let interface = value["ifname"]?.string else {
            return nil
        }
        self.init(containerID: containerID, interface: interface)
    }

    package var encoded: JSONValue {
        ["containerID": .string(containerID), "ifname": .string(interface)]
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in order.
    func uniqued() -> [Element] {
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
