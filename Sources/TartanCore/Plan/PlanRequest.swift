/// For whom a plan is made.
package struct PlanRequest: Sendable {
    /// Nil where the runtime names none.
    package var pod: PodArguments?
    package var interface: String
    /// Nil where there is no sandbox yet.
    package var containerID: String?
    /// Interface names that the sandbox's other records hold, and by what.
    package var held: Holders
    /// Devices that the sandbox's other records hold.
    package var heldDevices: [HeldDevice]
    /// What a pod can have once only and the sandbox's other records hold: the project, and by what.
    package var heldProjects: Holders
    /// A later call of the sandbox attaches its own configuration's networks only.
    package var isFirstOfSandbox: Bool

    package init(
        pod: PodArguments?, interface: String, containerID: String? = nil, held: Holders = Holders(),
        heldDevices: [HeldDevice] = [], heldProjects: Holders = Holders(), isFirstOfSandbox: Bool = true
    ) {
        self.pod = pod
        self.interface = interface
        self.containerID = containerID
        self.held = held
        self.heldDevices = heldDevices
        self.heldProjects = heldProjects
        self.isFirstOfSandbox = isFirstOfSandbox
    }
}
