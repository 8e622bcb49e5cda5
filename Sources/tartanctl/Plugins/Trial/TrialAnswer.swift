import ExactJSON

/// A result without what differs from one call to the next: addresses of hardware, names by chance, the sandbox's path.
enum TrialAnswer {
    /// - Parameter known: names that no plugin has made up.
    static func comparable(_ answer: JSONValue, known: Set<String>) -> JSONValue {
        guard var object = answer.object else { return answer }
        object["interfaces"] = object["interfaces"]?.array.map { interfaces in
            .array(interfaces.map { interface($0, known) })
        }
        return .object(object)
    }

    private static func interface(_ value: JSONValue, _ known: Set<String>) -> JSONValue {
        guard var interface = value.object else { return value }
        if interface["mac"] != nil { interface["mac"] = "(address)" }
        if interface["sandbox"]?.string?.isEmpty == false {
            interface["sandbox"] = "(sandbox)"
        } else if let name = interface["name"]?.string {
            interface["name"] = .string(TrialLeftover.stem(name, known: known))
        }
        return .object(interface)
    }
}
