package import ExactJSON

/// What the plugin answered.
package struct Answer: Sendable, CustomStringConvertible {
    package let outcome: CommandOutcome

    package init(outcome: CommandOutcome) {
        self.outcome = outcome
    }

    package var succeeded: Bool { outcome.succeeded }
    package var exitStatus: Int32? { if case .exited(let status) = outcome.ending { status } else { nil } }
    package var json: JSONValue { outcome.json ?? .null }
    package var errorOutput: String { outcome.errorOutput }

    /// Nil where the call succeeded.
    package var errorCode: Int? { succeeded ? nil : json["code"]?.integer }
    package var message: String { json["msg"]?.string ?? "" }
    package var details: String { json["details"]?.string ?? "" }

    /// `interface address` of each address, as `eth0 10.1.0.2/24`, in the answer's order.
    package var addresses: [String] {
        // Read once: each look at `json` parses the whole answer.
        let json = json
        return (json["ips"]?.array ?? []).map { address in
            let text = address["address"]?.string ?? "?"
            guard let index = address["interface"]?.integer else { return "- \(text)" }
            return "\(json["interfaces"].at(index)?["name"]?.string ?? "?") \(text)"
        }
    }

    /// Names of the interfaces inside the sandbox, in the answer's order.
    package var sandboxInterfaces: [String] {
        (json["interfaces"]?.array ?? []).filter { !($0["sandbox"]?.string ?? "").isEmpty }.compactMap {
            $0["name"]?.string
        }
    }

    package var description: String { outcome.description }
}

extension Optional where Wrapped == JSONValue {
    /// An element of an array; nil where there is none.
    package func at(_ index: Int) -> JSONValue? {
        guard let values = self?.array, values.indices.contains(index) else { return nil }
        return values[index]
    }
}
