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
            var now = try sandbox.routes()
            if !made.isEmpty, !Self.arrangesRoutes(attachment) {
                lines = try settleRoutes(attachment, links, &now)
            }
            routes = now
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

    /// - Parameter now: the table, read anew where it was changed.
    private func settleRoutes(
        _ attachment: Attachment, _ links: [SandboxLink], _ now: inout [SandboxRoute]
    ) throws(NetlinkFailure) -> [String] {
        var lines: [String] = []
        for (place, route) in now.enumerated() where !takes(attachment, route.destination) {
            guard shadows(route, at: place, now) else { continue }
            for part in fresh(route) {
                let metrics = try sandbox.routes().filter { $0.goesWhere(route) }.map(\.effectiveMetric)
                guard let highest = metrics.max(), highest < .max else { continue }
                let moved = part.with(metric: highest + 1)
                try sandbox.remove(part)
                try sandbox.add(moved)
                lines.append(
                    "\(attachment.label): its route \(moved) comes after the earlier one, which stays in force")
            }
        }
        if !lines.isEmpty { now = try sandbox.routes() }
        var back = false
        for route in routes where !takes(attachment, route.destination) {
            for hop in route.hops where links.contains(where: { $0.index == hop.linkIndex }) {
                if now.contains(where: { $0.goesWhere(route) && $0.hops.contains(hop) }) { continue }
                let lost = route.by(hop)
                try sandbox.add(lost)
                back = true
                lines.append(
                    "\(attachment.label): it replaced the route \(lost) of an earlier attachment, which is back")
            }
        }
        if back { now = try sandbox.routes() }
        return lines
    }

    /// What of a route this attachment set: all of it, or the ways that the kernel joined to those of an earlier one.
    private func fresh(_ route: SandboxRoute) -> [SandboxRoute] {
        let ways = route.hops.filter { !has(route, $0) }
        return ways.count == route.hops.count && !ways.isEmpty ? [route] : ways.map { route.by($0) }
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
