import CNI
import Netlink

/// Keeps what a pod's earlier attachments made in force while further ones are added: their interfaces, and their routes.
///
/// Plugins put a route to a destination that is there already before the old one, replace it, or leave theirs out, and none says
/// so: the kernel's table is read after each attachment. An earlier attachment's route stays the first; the later one's to the
/// same destination gets a higher metric. Only `default-route` changes that, for default routes.
struct EarlierAttachments {
    private struct Made {
        let label: AttachmentLabel
        let interface: String
        let index: Int32
    }

    private let sandbox: SandboxView
    private var made: [Made] = []
    private var routes: [SandboxRoute] = []

    init(sandbox: SandboxView) { self.sandbox = sandbox }

    /// To be called after each attachment but a pod's only one.
    /// - Returns: what was changed, a line each.
    mutating func settle(_ attachment: Attachment, _ completed: CompletedResult) throws(AttachmentError) -> [String] {
        let label = attachment.label
        let links: [SandboxLink]
        do throws(NetlinkFailure) { links = try sandbox.links() } catch { throw .netlink(label, error) }
        for earlier in made where !links.contains(where: { $0.name == earlier.interface && $0.index == earlier.index })
        {
            throw .earlierLinkGone(label, interface: earlier.interface, earlier: earlier.label)
        }
        var lines: [String] = []
        do throws(NetlinkFailure) {
            if !made.isEmpty, !Self.arrangesRoutes(attachment) { lines = try settleRoutes(attachment, links) }
            routes = try sandbox.routes()
        } catch {
            throw .netlink(label, error)
        }
        if let name = completed.interfaceName, let link = links.first(where: { $0.name == name }) {
            made.append(Made(label: label, interface: name, index: link.index))
        }
        return lines
    }

    /// Other attachments' routes are what such a plugin is there to change.
    private static func arrangesRoutes(_ attachment: Attachment) -> Bool {
        attachment.initialResult != nil || attachment.plugins.contains { $0.type == "coordinator" }
    }

    private func settleRoutes(_ attachment: Attachment, _ links: [SandboxLink]) throws(NetlinkFailure) -> [String] {
        var lines: [String] = []
        let now = try sandbox.routes()
        for (place, route) in now.enumerated() {
            let fresh = route.hops.filter { !has(route, $0) }
            guard !fresh.isEmpty, !takes(attachment, route.destination), shadows(route, at: place, now) else {
                continue
            }
            let rivals = now.filter { $0.goesWhere(route) }
            guard let highest = rivals.map(\.effectiveMetric).max(), highest < .max else { continue }
            for hop in fresh {
                let moved = route.by(hop, metric: highest + 1)
                try sandbox.remove(route.by(hop, metric: route.metric))
                try sandbox.add(moved)
                lines.append(
                    "\(attachment.label): its route \(moved) comes after the earlier one, which stays in force")
            }
        }
        let left = try sandbox.routes()
        for route in routes {
            for hop in route.hops where links.contains(where: { $0.index == hop.linkIndex }) {
                let isThere = left.contains { $0.goesWhere(route) && $0.hops.contains(hop) }
                guard !isThere, !takes(attachment, route.destination) else { continue }
                let lost = route.by(hop, metric: route.metric)
                try sandbox.add(lost)
                lines.append(
                    "\(attachment.label): it replaced the route \(lost) of an earlier attachment, which is back")
            }
        }
        return lines
    }

    /// The way was there before this attachment.
    private func has(_ route: SandboxRoute, _ hop: SandboxRoute.NextHop) -> Bool {
        routes.contains { $0.goesWhere(route) && $0.hops.contains(hop) }
    }

    /// Its default routes are to be the pod's.
    private func takes(_ attachment: Attachment, _ destination: IPNetwork) -> Bool {
        guard destination.isDefault, let gateways = attachment.defaultRoute else { return false }
        return gateways.isEmpty || gateways.contains { $0.family == destination.address.family }
    }

    /// An earlier attachment's packets would go by it: it comes first, or shares their metric where the kernel joins the two.
    private func shadows(_ route: SandboxRoute, at place: Int, _ now: [SandboxRoute]) -> Bool {
        routes.contains { earlier in
            guard earlier.goesWhere(route) else { return false }
            if route.effectiveMetric != earlier.effectiveMetric {
                return route.effectiveMetric < earlier.effectiveMetric
            }
            guard route.destination.address.family == .v4, route.nextHops.isEmpty,
                let other = now.firstIndex(of: earlier)
            else { return true }
            return place < other
        }
    }
}

extension SandboxRoute {
    /// Both are for the same packets.
    fileprivate func goesWhere(_ other: SandboxRoute) -> Bool {
        destination == other.destination && typeOfService == other.typeOfService
    }
}
