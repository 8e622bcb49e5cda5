import TartanStore

/// The other open records of a sandbox, of which runtimes with several networks make one each.
struct OtherRecords {
    /// Interface names that they hold, and for which network.
    let interfaces: [String: String]
    let isEmpty: Bool

    init(folder: SandboxFolder?, except interface: String) throws(StoreError) {
        var interfaces: [String: String] = [:]
        let others = try folder?.interfaces().filter { $0 != interface } ?? []
        for other in others {
            // A broken record can't say what it holds; it still is one.
            guard let record = try? folder?.readJournal(other) else { continue }
            for index in record.touched {
                let attachment = record.attachments[index]
                interfaces[attachment.interface] = "attached to \(attachment.network)"
            }
        }
        self.interfaces = interfaces
        isEmpty = others.isEmpty
    }
}
