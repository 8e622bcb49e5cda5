import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// An address that host-local has reserved: a file named by the address in `<dataDir>/<network>`, which holds the container's
/// id and, since host-local 0.8, its interface.
struct Reservation: Sendable, Equatable {
    let dataFolder: String
    let network: String
    /// As the file is named.
    let address: String
    let containerID: String
    let interface: String?
    /// By both a file that was made anew under the same name is told from this one.
    let identity: FileIdentity
    /// Microseconds since 1970-01-01T00:00Z.
    let modified: UInt64

    var path: String { "\(dataFolder)/\(network)/\(address)" }

    /// - Parameter content: `<id>`, or `<id>\r\n<interface>`; nil for anything else, which isn't host-local's. A file without
    ///   content has no owner: host-local was killed between making it and writing into it, both under its lock.
    static func owner(in content: [UInt8]) -> (containerID: String, interface: String?)? {
        if content.isEmpty { return ("", nil) }
        let lines = content.split(omittingEmptySubsequences: true) { $0 == 0x0A || $0 == 0x0D }.map {
            String(decoding: $0.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed(), as: UTF8.self)
        }
        guard let id = lines.first, lines.count <= 2, (try? Identifier.validate(id)) != nil else { return nil }
        guard lines.count == 2 else { return (id, nil) }
        guard (try? InterfaceName(lines[1])) != nil else { return nil }
        return (id, lines[1])
    }
}

/// What became of a reservation, or in a dry run would become of it.
struct CollectedReservation {
    enum Outcome: Equatable {
        case freed
        case wouldFree
        case recorded
        /// By that runtime.
        case listed(String)
        /// containerd has a sandbox attached before it lists it.
        case young
        /// It was freed or given anew meanwhile.
        case spared
        case failed(String)
    }

    let reservation: Reservation
    let outcome: Outcome

    var json: JSONValue {
        var object: JSONObject = [
            "network": .string(reservation.network), "address": .string(reservation.address),
            "container": .string(reservation.containerID),
        ]
        object["interface"] = reservation.interface.map { .string($0) }
        object["file"] = .string(reservation.path)
        object["outcome"] = .string(word)
        if case .listed(let runtime) = outcome { object["runtime"] = .string(runtime) }
        if case .failed(let reason) = outcome { object["reason"] = .string(reason) }
        return .object(object)
    }

    private var word: String {
        switch outcome {
        case .freed: "freed"
        case .wouldFree: "wouldFree"
        case .recorded, .listed: "inUse"
        case .young: "young"
        case .spared: "spared"
        case .failed: "failed"
        }
    }
}
