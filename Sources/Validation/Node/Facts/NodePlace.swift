package import Findings

/// Where something of the node is: in a file of its own, or in a text that describes the node.
package enum NodePlace: Sendable {
    case path(String)
    case spot(Spot)

    package var place: FindingPlace {
        switch self {
        case .path(let path): FindingPlace(file: path, line: 1, column: 1, endColumn: 2)
        case .spot(let spot): spot.place
        }
    }
}
