package import CNI

/// What is wrong with the environment of a call (section 2, "Parameters").
package enum InvocationError: Error, Equatable, Sendable {
    case unknownCommand(String)
    case missing([String])
    case invalid(variable: String, InvalidName)
    case arguments(CNIArguments.Malformed)
    case podName(key: String, value: String)
    case hostNamespace(path: String)
    case noNamespace(path: String, found: String)
    case unsupported(command: CNICommand, version: CNIVersion, since: CNIVersion)
}

extension InvocationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownCommand(let text):
            "CNI_COMMAND is \"\(text.escapingControlCharacters)\", expected ADD, DEL, CHECK, GC, STATUS or VERSION"
        case .missing(let names): "The environment lacks \(names.joined(separator: ", "))"
        case .invalid(let variable, let name): "\(variable) \(name)"
        case .arguments(let malformed): malformed.description
        case .podName(let key, let value):
            "\(key) in CNI_ARGS, \"\(value.escapingControlCharacters)\", is no Kubernetes name"
        case .hostNamespace(let path):
            "CNI_NETNS \(path.escapingControlCharacters) is the host's own network namespace, not a sandbox"
        case .noNamespace(let path, let found):
            "CNI_NETNS \(path.escapingControlCharacters) is no network namespace: \(found)"
        case .unsupported(let command, let version, let since):
            "\(command.rawValue) does not exist in CNI \(version) of Tartan's configuration, it came with \(since)"
        }
    }
}
