import ExactJSON

/// A value for one capability of a chain, and the key by which its owner asked for it.
struct CapabilityRequest: Sendable, Equatable {
    let capability: String
    let value: JSONValue
    /// As the annotation spells it; nil for a value of the runtime, which no plugin has to declare.
    let key: String?
}
