import CNI

/// Names for attachments that ask for none: `net<place>`, the cluster network being place 0 (as Multus numbers them).
///
/// A requested name doesn't shift the numbering. A number that another record of the sandbox holds is passed over.
struct InterfaceNaming {
    let runtimeInterface: InterfaceName
    let held: [String]
    private var given: [String] = []

    init(runtimeInterface: InterfaceName, held: [String]) {
        self.runtimeInterface = runtimeInterface
        self.held = held
    }

    mutating func name(place: Int, requested: InterfaceName?) throws(InvalidName) -> InterfaceName {
        if let requested { return requested }
        if place == 0 { return runtimeInterface }
        var number = place
        while held.contains("net\(number)") || given.contains("net\(number)") { number += 1 }
        let name = "net\(number)"
        given.append(name)
        return try InterfaceName(name)
    }
}
