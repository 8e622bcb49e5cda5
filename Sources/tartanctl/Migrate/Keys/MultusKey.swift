/// What becomes of one key of Multus.
struct MultusKey: Sendable {
    /// In which kind of file it means something.
    enum Place: String, Sendable, CaseIterable {
        /// The network configuration of `multus`, which the runtime hands over.
        case plugin
        /// What `multus-shim` reads of its configuration.
        case shim
        /// The daemon's file; its keys are laid over the shim's.
        case daemon
    }

    /// How a value becomes Tartan's, which also says what type it must have.
    enum Rule: Sendable {
        case text, flag, texts, path, object
        /// Not written, whatever the value.
        case drop
        /// Belongs to the list, not to the plugin.
        case listFlag
        case name, type, version, versions, capabilities, clusterNetwork, delegates, defaultNetworks, logLevel
        case logOptions
    }

    /// What becomes of it unless its value asks for more.
    enum Fate: String, Sendable {
        case takenOver = "taken over"
        case changed
        case notNeeded = "not needed"
    }

    let name: String
    let places: Set<Place>
    let fate: Fate
    let rule: Rule
    /// One sentence without full stop; for a key that is simply taken over what it does.
    let why: String
    /// What a person must do.
    var byHand: String?

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
    static func named(_ key: String) -> MultusKey? { byFoldedName[key.lowercased()] }

    /// Whether it means something there. The shim hands all of its configuration on, so it may have the plugin's keys too.
    func counts(in place: Place) -> Bool { places.contains(place) || (place == .shim && places.contains(.plugin)) }

    private static let byFoldedName = Dictionary(
        all.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
}
