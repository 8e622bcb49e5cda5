/// What must hold between keys of one object. Keys are named as in `KeyCondition`.
package struct KeyRule: Sendable, Equatable {
    package enum Demand: Sendable, Equatable {
        case atLeastOne([String])
        case atMostOne([String])
        case exactlyOne([String])
        /// All of them, or none.
        case together([String])
        /// Numbers or addresses, none greater than the next one that is given.
        case ordered([String])
        /// Addresses of these keys lie in the network of the other.
        case inside(of: String, keys: [String])
    }

    package enum Severity: String, Sendable, CaseIterable {
        /// The plugin refuses it, or the pod surely breaks.
        case error
        /// It is taken silently and hardly meant.
        case warning
    }

    package let demand: Demand
    /// The rule applies if all of them hold.
    package let when: [KeyCondition]
    package let severity: Severity
    /// What happens otherwise: one sentence.
    package let because: String
}
