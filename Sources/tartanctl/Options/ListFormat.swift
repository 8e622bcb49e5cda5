import ArgumentParser

/// How a list of objects is printed.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case yaml
    case json
    case name
}
