import CNI
import TartanStore

/// What configuration, annotation and store tell of a sandbox that has no record: best effort.
struct Remnants {
    let attachments: [JournalAttachment]

    /// - Parameters:
    ///   - store: nil where it can't be used.
    ///   - folder: the sandbox's, whose other records are looked at.
    ///   - interface: the runtime's.
    ///   - arguments: CNI_ARGS.
    init(
        _ call: Call, store: Store?, folder: SandboxFolder?, containerID: String, interface: String, arguments: String
    ) {
        let pod = (try? CNIArguments(arguments)).flatMap { try? PodArguments($0) }
        let others = try? OtherRecords(folder: folder, except: interface)
        let request = PlanRequest(
            pod: pod, interface: interface, containerID: containerID, held: others?.interfaces ?? Holders(),
            heldDevices: others?.devices ?? [], isFirstOfSandbox: others?.isEmpty ?? true)
        let found = call.resolver(store: store, deadline: call.deadline, asking: false).remnants(request)
        for problem in found.problems { call.log.verbose("left out of the DEL: \(problem.explained.sentence)") }
        attachments = found.plan.map { JournalAttachment($0, arguments: arguments) }
    }
}
