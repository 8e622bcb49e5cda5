import CNI
import ExactJSON
import LinuxSystem
import TartanStore

/// No two folders of reservations give out the same addresses on one link: host-local sees its own folder alone, so two
/// pods would get the same address.
struct SameRangeCheck: DoctorCheck {
    let id = "same-range"

    func look(at node: ExaminedNode) -> CheckOutcome {
        let ranges = ranges(node)
        guard !ranges.isEmpty else { return .skipped("no network that is known here has addresses of host-local") }
        let findings = twoNames(ranges) + leftovers(ranges, node)
        return .found(findings, else: "no two networks give out the same addresses on one link")
    }

    private func ranges(_ node: ExaminedNode) -> [AddressRange] {
        func lease(_ path: String) -> IPNetwork? {
            guard let bytes = try? node.files.read(path, limit: Limits.processFile) else { return nil }
            let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            return lines.first { $0.hasPrefix("FLANNEL_SUBNET=") }.flatMap { IPNetwork($0.dropFirst(15)) }
        }
        var ranges: [AddressRange] = []
        for network in node.networks {
            guard let configuration = network.configuration, let name = configuration.name else { continue }
            ranges += AddressRange.all(of: configuration, named: name, source: network.source ?? "", flannel: lease)
        }
        for (key, configuration) in node.store.definitions {
            guard let configuration else { continue }
            ranges += AddressRange.all(
                of: configuration, named: configuration.name ?? key.name, source: "definition \(key)", flannel: lease)
        }
        return ranges
    }

    private func twoNames(_ ranges: [AddressRange]) -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        for (index, range) in ranges.enumerated() {
            for other in ranges[..<index]
            where other.link == range.link && other.overlaps(range)
                && (other.network != range.network || other.dataFolder != range.dataFolder)
            {
                findings.append(
                    .warning(
                        "\"\(other.network)\" and \"\(range.network)\" give out the same addresses on \(range.link): two "
                            + "pods can get the same one.",
                        evidence: [
                            "\(other.source) has \(other.subnet), \(range.source) has \(range.subnet); host-local keeps "
                                + "them apart by name."
                        ], repair: "give both the same \"name\", or ranges that don't overlap"))
            }
        }
        return findings
    }

    /// Reservations under a name that no network has any more: those of a network that was renamed.
    private func leftovers(_ ranges: [AddressRange], _ node: ExaminedNode) -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        for dataFolder in Set(ranges.map(\.dataFolder)).sorted() {
            let names = (try? ReservationFolder.networks(in: node.files.target(dataFolder))) ?? []
            for name in names where !ranges.contains(where: { $0.network == name && $0.dataFolder == dataFolder }) {
                let files = (try? node.files.names(in: "\(dataFolder)/\(name)")) ?? []
                let addresses = files.compactMap { IPAddress($0) }
                guard
                    let range = ranges.first(where: { range in
                        range.dataFolder == dataFolder && addresses.contains(where: range.subnet.contains)
                    })
                else { continue }
                let own = Set((try? node.files.names(in: "\(dataFolder)/\(range.network)")) ?? [])
                let both = files.filter { own.contains($0) && IPAddress($0) != nil }
                let number = addresses.count { range.subnet.contains($0) }
                findings.append(
                    both.isEmpty
                        ? .warning(
                            "\(CollectReport.count(number, "address", "addresses")) of \"\(range.network)\" "
                                + "\(number == 1 ? "is" : "are") reserved under another name, \"\(name)\", and can be given "
                                + "out twice.",
                            evidence: ["\(dataFolder)/\(name): \(range.subnet) is \(range.source)'s."],
                            repair: "if it is the same network under its old name, give it that name back; "
                                + "what belongs to nobody: \(node.command("gc --leases --dry-run"))")
                        : .problem(
                            "\(both.prefix(3).joined(separator: ", ")) \(both.count == 1 ? "is" : "are") given out twice: by "
                                + "\"\(range.network)\" and by \"\(name)\".",
                            evidence: ["\(dataFolder)/\(name) and \(dataFolder)/\(range.network)."],
                            repair: "restart one of the pods of each address: sudo grep -r . "
                                + both.prefix(3).flatMap { address in
                                    ["\(dataFolder)/\(name)/\(address)", "\(dataFolder)/\(range.network)/\(address)"]
                                }.map(node.word).joined(separator: " ")))
            }
        }
        return findings
    }
}
