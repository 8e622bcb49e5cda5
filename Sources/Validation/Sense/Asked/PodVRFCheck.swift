import ExactJSON
import Findings
import MultiNetwork

/// The VRFs that a pod's networks make in it.
struct PodVRFCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods where !pod.selections.isEmpty {
            let links = PodLinks(pod, networks)
            var tables: [String: (number: Int, spot: Spot)] = [:]
            for link in links.links {
                for plugin in link.configuration?.chained("vrf") ?? [] {
                    guard let name = plugin.cursor["vrfname"], let text = name.value.string, !text.isEmpty else {
                        continue
                    }
                    if links.has(text) {
                        reportTaken(name, text, link, pod, &sink)
                        continue
                    }
                    guard let table = plugin.cursor["table"], let number = table.value.integer, number > 0 else {
                        continue
                    }
                    if let first = tables[text], first.number != number {
                        sink.report(
                            .vrfWithTwoTables, at: link.use.spot,
                            "\(pod.title) has the VRF \"\(text.cutForMessage)\" with the routing tables \(first.number) and \(number)",
                            label: "it needs table \(number)",
                            notes: [
                                "The pod fails: \"VRF \(text.cutForMessage) already exist with different routing table\"."
                            ],
                            related: [(first.spot, "table \(first.number)"), (table.spot, "table \(number)")])
                    } else {
                        tables[text] = (number, table.spot)
                    }
                }
            }
        }
    }

    private func reportTaken(
        _ name: JSONCursor, _ text: String, _ link: PodLinks.Link, _ pod: PodFacts, _ sink: inout FindingSink
    ) {
        sink.report(
            .vrfNameTaken, at: link.use.spot,
            "\(link.use.selection.text) makes a VRF \"\(text.cutForMessage)\", and \(pod.title) has an interface of that name",
            label: "taken by an interface", notes: ["The pod fails: \"Netlink \(text.cutForMessage) is not a VRF\"."],
            related: [(name.spot, "named here")])
    }
}
