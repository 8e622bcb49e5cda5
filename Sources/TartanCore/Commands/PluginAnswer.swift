/// What the process prints and how it exits.
package struct PluginAnswer: Sendable, Equatable {
    package let output: [UInt8]
    package let exitStatus: Int32
}
