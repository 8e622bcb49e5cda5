import CNI

/// Whether an attachment has what was handed over in CNI_ARGS: a plugin that doesn't know the arguments says nothing.
struct RequestOutcome {
    let attachment: Attachment
    let completed: CompletedResult

    /// One sentence for each request that was not met. None is an error: Multus' users have pods that start all the same.
    var complaints: [String] {
        guard let own = completed.ownInterface else { return [] }
        return attachment.arguments.compactMap { argument in
            guard let found = unmet(argument, own) else { return nil }
            return "\(attachment.label): \(argument.key)=\(argument.value) was handed over in CNI_ARGS, but "
                + "\(completed.interfaceName ?? "it") has \(found): no plugin of its chain reads it"
        }
    }

    /// What is there instead.
    private func unmet(_ argument: RequestArgument, _ own: Int) -> String? {
        if argument.key == "MAC" {
            let mac = completed.result.interfaces[own].mac ?? "none"
            return HardwareAddress(mac, length: 6) == HardwareAddress(argument.value, length: 6) ? nil : mac
        }
        let present = completed.result.ips.filter { $0.interface == own }.map(\.network)
        let isMet = argument.value.split(separator: ",").allSatisfy { wanted in
            let address = IPNetwork(String(wanted))?.address ?? IPAddress(String(wanted))
            return present.contains { $0.address == address }
        }
        return isMet ? nil : present.isEmpty ? "no address" : present.map(\.description).joined(separator: ", ")
    }
}
