package import ExactJSON

/// What becomes of one key of Multus.
package struct MultusKey: Sendable {
    /// In which kind of file it means something.
    package enum Place: String, Sendable, CaseIterable {
        /// A list around `multus`, of which the runtime reads some keys and Multus none.
        case list
        /// The network configuration of `multus`, which the runtime hands over.
        case plugin
        /// What `multus-shim` reads of its configuration.
        case shim
        /// The daemon's file; its keys are laid over the shim's.
        case daemon
    }

    /// How a value becomes Tartan's, which also says what type it must have.
    package enum Rule: Sendable {
        case text, flag, texts, path
        /// Not written. A value that Multus can't decode is told all the same: the file is not in use, or not by Multus.
        case drop(Shape)
        /// Belongs to the list, not to the plugin.
        case listFlag
        case name, type, version, versions, capabilities, clusterNetwork, delegates, defaultNetworks, logLevel
        case logOptions, namespace
    }

    /// What Multus decodes a value as.
    package enum Shape: Sendable {
        /// It doesn't look at it.
        case any
        case text, flag, number, object

        package func fits(_ value: JSONValue) -> Bool {
            switch self {
            case .any: true
            case .text: value.string != nil
            case .flag: value.boolean != nil
            case .number: value.integer != nil
            case .object: value.object != nil
            }
        }

        package var words: String {
            switch self {
            case .any: "anything"
            case .text: "a string"
            case .flag: "true or false"
            case .number: "a whole number"
            case .object: "an object"
            }
        }
    }

    /// What becomes of it unless its value asks for more.
    package enum Fate: String, Sendable {
        case takenOver = "taken over"
        case changed
        case notNeeded = "not needed"
    }

    package let name: String
    package let places: Set<Place>
    package let fate: Fate
    package let rule: Rule
    /// One sentence without full stop; for a key that is simply taken over what it does.
    package let why: String
    /// What a person must do.
    package var byHand: String?

    init(
        _ name: String, _ places: Set<Place>, _ fate: Fate, _ rule: Rule, _ why: String,
        byHand: String? = nil
    ) {
        self.name = name
        self.places = places
        self.fate = fate
        self.rule = rule
        self.why = why
        self.byHand = byHand
    }

    /// Go finds keys without regard to case, and so do Multus and Tartan.
    package static func named(_ key: String) -> MultusKey? { byFoldedName[key.lowercased()] }

    /// Whether it means something there. The shim hands all of its configuration on, so it may have the plugin's keys too.
    package func counts(in place: Place) -> Bool {
        places.contains(place) || (place == .shim && places.contains(.plugin))
    }

    private static let byFoldedName = Dictionary(
        all.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
}
