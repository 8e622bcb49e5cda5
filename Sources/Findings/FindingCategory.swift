/// What part of a network configuration a finding is about. The first digit of a code is its category's.
package enum FindingCategory: Int, Sendable, CaseIterable {
    /// The text itself, the rules of CNI and of Kubernetes objects, the annotations' grammar.
    case form = 1
    /// What a plugin takes: keys, values, order, versions, capabilities.
    case plugins = 2
    /// What can't be meant: addresses, ranges, routes, sizes.
    case sense = 3
    /// What only shows when several objects are looked at together.
    case cluster = 4
    /// What this node lacks.
    case node = 5
    /// Tartan's and Multus' own configuration.
    case settings = 6

    /// A word for programs.
    package var word: String {
        switch self {
        case .form: "form"
        case .plugins: "plugins"
        case .sense: "sense"
        case .cluster: "cluster"
        case .node: "node"
        case .settings: "settings"
        }
    }

    /// What it is about, as a heading.
    package var title: String {
        switch self {
        case .form: "Form: texts, CNI's rules, objects and annotations"
        case .plugins: "Plugins: keys, values, order, versions, capabilities"
        case .sense: "Sense: addresses, ranges, routes, sizes"
        case .cluster: "Cluster: objects that don't fit together"
        case .node: "Node: what this machine lacks"
        case .settings: "Settings: Tartan's and Multus' own configuration"
        }
    }
}
