import ArgumentParser

/// How a command tells what it changed.
enum ChangeFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case name
}
