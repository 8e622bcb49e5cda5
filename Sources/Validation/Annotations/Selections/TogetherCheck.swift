import CNI
import Findings

/// What no two elements of an annotation may ask for.
struct TogetherCheck {
    let annotation: SelectionAnnotation
    let networks: [SelectedNetwork]

    func check(_ sink: inout FindingSink) {
        checkInterfaces(&sink)
        checkDefaultRoutes(&sink)
    }

    private func checkInterfaces(_ sink: inout FindingSink) {
        var owners: [InterfaceName: SelectedNetwork] = [:]
        for network in networks {
            guard let name = network.interface, let spot = network.places.interface else { continue }
            if let owner = owners.updateValue(network, forKey: name) {
                sink.report(
                    .selectionInterfaceTwice, at: spot,
                    "\(network.title) asks for interface \"\(name.text)\", and so does \(owner.title)",
                    label: "another name is needed",
                    notes: ["Tartan refuses the annotation; Multus attaches the first and fails at the second."],
                    related: owner.places.interface.map { [($0, "the first one")] } ?? [])
            }
        }
        if annotation.isDefaultNetwork { return }
        for (index, network) in networks.enumerated() where network.places.interface == nil {
            guard let name = try? InterfaceName("net\(index + 1)"), let owner = owners[name],
                let spot = owner.places.interface
            else { continue }
            sink.report(
                .generatedInterfaceTaken, at: spot,
                "\(owner.title) asks for interface \"\(name.text)\", which \(network.title) gets by its place",
                label: "another name is needed",
                notes: [
                    "An element without a name of its own becomes net and its number, so that both want \(name.text); only networks that the node's configuration gives to every pod shift the numbers."
                ],
                related: [(network.spot, "this one becomes \(name.text)")])
        }
    }

    private func checkDefaultRoutes(_ sink: inout FindingSink) {
        let takers = networks.filter { $0.defaultRoute != nil }
        guard let first = takers.first?.defaultRoute else { return }
        for network in takers.dropFirst() {
            guard let spot = network.defaultRoute else { continue }
            sink.report(
                .defaultRouteTwice, at: spot, "\(network.title) wants the default route too",
                label: "one element may have it", notes: [SelectionAnnotation.tartanRefuses],
                related: [(first, "\(takers[0].title) has it already")])
        }
    }
}
