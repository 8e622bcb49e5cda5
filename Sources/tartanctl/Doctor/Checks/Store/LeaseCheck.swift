/// Addresses of host-local that are held by containers that are gone.
struct LeaseCheck: DoctorCheck {
    let id = "leases"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard node.isLive, node.files.root == nil else { return .skipped(ExaminedNode.notLive) }
        guard let store = try? node.store.opened.get() else { return .skipped("there is no store that could be read") }
        let spared: Set<String>
        do throws(Failure) { spared = try node.multusSandboxes(store)?.spared ?? [] } catch {
            return .skipped("Multus' state can't be read")
        }
        var collection = LeaseCollection(store: store, isDryRun: true, spared: spared)
        collection.configurationFolders.append(node.folderPath)
        var problems: [String] = []
        let all: [CollectedReservation]
        do throws(Failure) { all = try collection.run { problems.append($0.message + ".") } } catch {
            return .skipped(error.message)
        }
        var networks: [(name: String, addresses: [String])] = []
        for collected in all where collected.outcome == .wouldFree {
            let reservation = collected.reservation
            if let index = networks.firstIndex(where: { $0.name == reservation.network }) {
                networks[index].addresses.append(reservation.address)
            } else {
                networks.append((reservation.network, [reservation.address]))
            }
        }
        var findings = networks.map { network in
            let number = network.addresses.count
            let more = number > 5 ? " and \(number - 5) more" : ""
            return DoctorFinding.warning(
                "\(CollectReport.count(number, "address", "addresses")) of \"\(network.name)\" \(number == 1 ? "is" : "are") "
                    + "held by sandboxes that are gone.",
                evidence: [network.addresses.prefix(5).joined(separator: ", ") + more + "."],
                repair: node.storeCommand("gc --leases --dry-run"))
        }
        if !problems.isEmpty {
            findings.append(.warning("Some reservations can't be read.", evidence: problems))
        }
        return .found(findings, else: "every reserved address is of a container that is there (\(all.count))")
    }
}
