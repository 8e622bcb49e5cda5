import ArgumentParser

/// How the list of binaries is printed.
enum PluginFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    /// The table, with all networks and pods by name.
    case wide
    case yaml
    case json
    case name

    var list: ListFormat {
        switch self {
        case .table, .wide: .table
        case .yaml: .yaml
        case .json: .json
        case .name: .name
        }
    }
}
