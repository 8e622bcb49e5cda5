/// For whom a plan is made.
package struct PlanRequest: Sendable {
    /// Nil where the runtime names none.
    package var pod: PodArguments?
    package var interface: String
    /// Interface names that the sandbox's other records hold, and by what.
    package var held: [String: String]
    /// A later call of the sandbox attaches its own configuration's networks only.
    package var isFirstOfSandbox: Bool

    package init(pod: PodArguments?, interface: String, held: [String: String] = [:], isFirstOfSandbox: Bool = true) {
        self.pod = pod
        self.interface = interface
        self.held = held
        self.isFirstOfSandbox = isFirstOfSandbox
    }
}
