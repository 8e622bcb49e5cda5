/// What is executed, complete: nothing is added from Tartan's own environment.
package struct PluginCommand: Sendable, Equatable {
    /// An absolute path. It is also the program's own name, argv[0].
    package var executable: String
    /// argv[1...]. A CNI plugin has none.
    package var arguments: [String]
    /// Each `NAME=value`, handed over in this order and as it is.
    package var environment: [String]

    package init(executable: String, arguments: [String] = [], environment: [String]) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
    }
}
