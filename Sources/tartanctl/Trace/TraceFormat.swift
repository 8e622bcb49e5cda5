import ArgumentParser

/// How a trace is printed.
enum TraceFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case otlp
}
