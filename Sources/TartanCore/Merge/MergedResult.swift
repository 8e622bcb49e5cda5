import CNI
import ExactJSON

/// The one answer of a call: the interfaces of all attachments, the cluster network's first.
struct MergedResult {
    private var merged: CNIResult
    /// Host-side interfaces that are listed already, and where.
    private var hostInterfaces: [String: Int] = [:]
    private let sandboxNames: Set<String>
    private var routes: Set<String> = []

    static func merge(_ results: [CompletedResult]) -> CNIResult {
        var merge = MergedResult(results)
        for result in results { merge.append(result.result) }
        return merge.merged
    }

    private init(_ results: [CompletedResult]) {
        merged = CNIResult()
        if let first = results.first {
            merged.dns = first.result.dns
            merged.additional = first.result.additional
        }
        sandboxNames = Set(results.flatMap { $0.result.interfaces.filter(\.isInSandbox).map(\.name) })
    }

    private mutating func append(_ result: CNIResult) {
        let places = result.interfaces.map { place($0) }
        for address in result.ips {
            // An address without an interface that is listed would be booked on eth0 by the runtime.
            guard let index = address.interface, places.indices.contains(index), let place = places[index] else {
                continue
            }
            var address = address
            address.interface = place
            merged.ips.append(address)
        }
        for route in result.routes where routes.insert(route.identity).inserted { merged.routes.append(route) }
    }

    /// Where the interface is in the answer; nil if it is left out.
    private mutating func place(_ interface: CNIResult.Interface) -> Int? {
        if !interface.isInSandbox {
            guard interface.isOnHost else { return nil }
            if let listed = hostInterfaces[interface.name] { return listed }
            // Runtimes key on the name alone.
            if sandboxNames.contains(interface.name) { return nil }
            hostInterfaces[interface.name] = merged.interfaces.count
        }
        merged.interfaces.append(interface)
        return merged.interfaces.count - 1
    }
}

extension CNIResult.Route {
    /// Two routes with the same one are the same route.
    fileprivate var identity: String {
        let members = JSONValue.object(attributes).text + JSONValue.object(additional).text
        return "\(destination) \(gateway?.description ?? "") \(members)"
    }
}
