import Glibc

/// The environment and the name by which the plugin was called.
struct Invocation {
    let executable: String
    /// As the kernel gave it, repeated names included.
    let environment: [(name: String, value: String)]

    init() {
        executable = CommandLine.arguments.first ?? ""
        var variables: [(name: String, value: String)] = []
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let parts = unsafe String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            variables.append((String(parts[0]), parts.count == 2 ? String(parts[1]) : ""))
            unsafe entry += 1
        }
        environment = variables
    }

    subscript(_ name: String) -> String? { environment.last { $0.name == name }?.value }

    var command: String { self["CNI_COMMAND"] ?? "" }
    var type: String { executable.split(separator: "/").last.map(String.init) ?? "" }
}
