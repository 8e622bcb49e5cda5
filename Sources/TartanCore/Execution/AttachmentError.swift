package import CNI
package import Netlink

/// What went wrong with an attachment itself: its interface, its result, its default route.
package enum AttachmentError: Error, Equatable, Sendable {
    case interfaceTaken(AttachmentLabel, by: String)
    case foreignSandbox(AttachmentLabel, type: String, sandbox: String)
    /// A name that an earlier attachment's result claims too.
    case nameClaimed(AttachmentLabel, interface: String, earlier: AttachmentLabel)
    /// An interface of an earlier attachment is no longer there after this one.
    case earlierLinkGone(AttachmentLabel, interface: String, earlier: AttachmentLabel)
    /// mac, ips or default-route was asked for, but the network made no interface.
    case noInterface(AttachmentLabel)
    case unreachableGateway(AttachmentLabel, gateway: IPAddress, subnets: [IPNetwork])
    /// `default-route: []` keeps the network's own route, and there is none.
    case noOwnDefaultRoute(AttachmentLabel)
    /// The interface's routes are in a table of their own, which the pod's default route can't be in.
    case inVRF(AttachmentLabel, interface: String, vrf: String)
    case deviceFile(AttachmentLabel, DeviceFileError)
    case netlink(AttachmentLabel?, NetlinkFailure)
    // What CHECK finds
    case linkGone(AttachmentLabel, interface: String)
    case addressGone(AttachmentLabel, interface: String, IPNetwork)
    case routeGone(AttachmentLabel, gateway: IPAddress)
    case ownRouteGone(AttachmentLabel)
    case otherDefaultRoute(AttachmentLabel, interface: String)
}

extension AttachmentError {
    var explained: (sentence: String, advice: String?) {
        switch self {
        case .interfaceTaken(let label, let by):
            ("\(label): an interface of that name is already in the sandbox (\(by))", "Look at: ip -n SANDBOX link.")
        case .foreignSandbox(let label, let type, let sandbox):
            (
                "\(label): \(type) answered with an interface in another sandbox, \(sandbox.escapingControlCharacters)",
                "The plugin has to answer with CNI_NETNS as it was given: see its documentation, or update it."
            )
        case .nameClaimed(let label, let interface, let earlier):
            (
                "\(label): its result has the interface \(interface.escapingControlCharacters), which \(earlier) has already",
                "Give one of them another interface name, in the annotation or in its configuration."
            )
        case .earlierLinkGone(let label, let interface, let earlier):
            (
                "\(label): attaching it took the interface \(interface.escapingControlCharacters) of \(earlier) away",
                "The two can't be in one pod: take one of them out of the annotation, or put a network of another kind in its "
                    + "place."
            )
        case .noInterface(let label):
            (
                "\(label): a MAC, address or default route was asked for, but the network made no interface",
                "Take the request out of the annotation, or correct the network's configuration."
            )
        case .unreachableGateway(let label, let gateway, let subnets):
            (
                "\(label): the gateway \(gateway) of \"default-route\" is in none of its subnets "
                    + "(\(subnets.isEmpty ? "it has none" : subnets.map(\.description).joined(separator: ", ")))",
                "Name a gateway inside of the network, or [] to keep the network's own."
            )
        case .noOwnDefaultRoute(let label):
            ("\(label): \"default-route\" is [], but the network sets no default route of its own", "Name the gateway.")
        case .inVRF(let label, let interface, let vrf):
            (
                "\(label): \"default-route\" can't lead by \(interface.escapingControlCharacters), "
                    + "which is in the vrf \(vrf.escapingControlCharacters)",
                "A vrf has routes of its own, and answers that come in by it reach no socket outside of it: take "
                    + "\"default-route\" out of the annotation, or the plugin vrf out of the network."
            )
        case .deviceFile(let label, let error): ("\(label): \(error.explained.sentence)", error.explained.advice)
        case .netlink(let label, let failure): (label.map { "\($0): \(failure)" } ?? failure.description, nil)
        case .linkGone(let label, let interface):
            ("\(label): interface \(interface) is gone from the sandbox", Self.repair)
        case .addressGone(let label, let interface, let address):
            ("\(label): address \(address) is gone from interface \(interface)", Self.repair)
        case .routeGone(let label, let gateway): ("\(label): the default route by \(gateway) is gone", Self.repair)
        case .ownRouteGone(let label): ("\(label): the default route that it kept is gone", Self.repair)
        case .otherDefaultRoute(let label, let interface):
            ("\(label): interface \(interface) has a default route again, which this network's replaced", Self.repair)
        }
    }

    /// What CHECK advises.
    private static let repair = "Somebody changed the sandbox after the ADD: DEL, then ADD."

    var code: CNIError.Code {
        switch self {
        case .interfaceTaken: .invalidEnvironment
        case .foreignSandbox: .undecodable
        case .nameClaimed, .earlierLinkGone, .noInterface, .unreachableGateway, .noOwnDefaultRoute, .inVRF:
            .invalidConfiguration
        case .deviceFile(_, let error): error.code
        case .netlink: .inputOutput
        case .linkGone, .addressGone, .routeGone, .ownRouteGone, .otherDefaultRoute: .other
        }
    }
}
