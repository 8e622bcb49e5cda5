import CNI
import MultiNetwork

/// The interfaces that a pod's annotation makes, by the names that Tartan and Multus give them.
struct PodLinks {
    struct Link {
        let name: String
        let use: SelectionUse
        /// Nil for a network that isn't among what was read.
        let configuration: ConfigurationFacts?
    }

    /// The runtime's name for the cluster network's interface.
    static let clusterLink = "eth0"

    /// In the order in which they are made.
    let links: [Link]
    private let places: [String: Int]

    init(_ pod: PodFacts, _ networks: NetworkIndex) {
        var given = Set<String>()
        links = pod.selections.map { use in
            var number = use.selection.element
            while given.contains("net\(number)") { number += 1 }
            let name = use.selection.interface?.text ?? "net\(number)"
            if use.selection.interface == nil { given.insert(name) }
            return Link(name: name, use: use, configuration: networks[use])
        }
        places = Dictionary(links.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    func place(of name: String) -> Int? { places[name] }
    func has(_ name: String) -> Bool { name == Self.clusterLink || places[name] != nil }

    /// A name that only Tartan and Multus give.
    static func isNumbered(_ name: String) -> Bool {
        name.hasPrefix("net") && name.utf8.count > 3
            && name.utf8.dropFirst(3).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
