package import ExactJSON
import TestKit

// What `ip` says about the host or one of its namespaces
extension TestHost {
    /// - Parameters:
    ///   - arguments: such as `addr show dev eth0`.
    ///   - namespace: name of a pod's namespace; nil for the host itself.
    package func ip(_ arguments: String, in namespace: String? = nil) throws -> [JSONValue] {
        let place = namespace.map { ["-n", $0] } ?? []
        let command = ["ip", "-json"] + place + arguments.split(separator: " ").map(String.init)
        let outcome = try run(TestCommand(command))
        guard outcome.succeeded else { throw TestFailure("\(command): \(outcome)") }
        let text = outcome.text
        let blank = text.allSatisfy(\.isWhitespace)
        return blank
            ? [] : try JSONParser.parse(text, limit: 16 << 20).array?.filter { $0.object?.isEmpty == false } ?? []
    }

    /// Names of the links, sorted, without lo.
    package func links(in namespace: String? = nil) throws -> [String] {
        try ip("link show", in: namespace).compactMap { $0["ifname"]?.string }.filter { $0 != "lo" }.sorted()
    }

    /// `address/prefix` of an interface without link-local ones, in the kernel's order.
    package func addresses(of interface: String, in namespace: String? = nil) throws -> [String] {
        let link = try ip("addr show dev \(interface)", in: namespace).first
        return (link?["addr_info"]?.array ?? []).filter { $0["scope"]?.string != "link" }.compactMap { address in
            guard let local = address["local"]?.string, let prefix = address["prefixlen"]?.integer else { return nil }
            return "\(local)/\(prefix)"
        }
    }

    /// `gateway dev metric` of each default route of the main table, as `192.0.2.1 net1 0`, in the order of the metrics.
    package func defaultRoutes(in namespace: String? = nil, version: Int = 4) throws -> [String] {
        let routes = try ip("-\(version) route show default", in: namespace)
        return routes.flatMap { route in
            let metric = route["metric"]?.integer ?? 0
            return (route["nexthops"]?.array ?? [route]).map { hop in
                (metric, "\(hop["gateway"]?.string ?? "-") \(hop["dev"]?.string ?? "-") \(metric)")
            }
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
