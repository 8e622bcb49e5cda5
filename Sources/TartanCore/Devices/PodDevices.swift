/// Which devices a pod has, and who said so.
struct PodDevices: Sendable, Equatable {
    /// One device of one resource, as it was told: in any order, perhaps more than once.
    struct Device: Sendable, Equatable {
        let resource: String
        let identifier: String
    }

    let all: [Device]
    let source: AssignedDevice.Source

    /// Sorted as texts and each once: device plugins name devices in no order, and every attempt must hand out the same one.
    subscript(_ resource: String) -> [String] {
        let names = Set(all.lazy.filter { $0.resource == resource }.map(\.identifier))
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
