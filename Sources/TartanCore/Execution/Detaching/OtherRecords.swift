import CNI
import ExactJSON
import MultiNetwork
import TartanStore

/// The other open records of a sandbox, of which runtimes with several networks make one each.
struct OtherRecords {
    /// Interface names that they hold, and for which network.
    let interfaces: Holders
    /// What a pod can have once only and they hold: the project, and by what.
    let projects: Holders
    /// Devices that they hold.
    let devices: [HeldDevice]
    let isEmpty: Bool
    /// The network status of those that are attached.
    let status: [NetworkStatus]

    init(folder: SandboxFolder?, except interface: String) throws(StoreError) {
        var interfaces = Holders()
        var projects = Holders()
        var devices: [HeldDevice] = []
        var status: [NetworkStatus] = []
        let others = try folder?.interfaces().filter { $0 != interface } ?? []
        for other in others {
            // A broken record can't say what it holds; it still is one.
            guard let record = try? folder?.readJournal(other) else { continue }
            if record.isAnswered, !record.isBeingDetached { status += Self.status(record) }
            for index in record.touched {
                let attachment = record.attachments[index]
                interfaces[attachment.interface] = "attached to \(attachment.network)"
                for project in Self.projects(attachment) {
                    projects[project] = "\(attachment.interface), \(attachment.network)"
                }
                if let device = HeldDevice(attachment) { devices.append(device) }
            }
        }
        self.interfaces = interfaces
        self.projects = projects
        self.devices = devices
        self.status = status
        isEmpty = others.isEmpty
    }

    private static func projects(_ attachment: JournalAttachment) -> [String] {
        attachment.plugins.flatMap { plugin -> [String] in
            let object = try? JSONParser.parse(plugin.configuration, limit: Limits.configuration).object
            return InnerPlugin.all(plugin.type, object ?? JSONObject()).compactMap { $0.known?.oncePerPod?.project }
        }
    }

    private static func status(_ record: Record) -> [NetworkStatus] {
        record.attachments.enumerated().flatMap { index, attachment -> [NetworkStatus] in
            guard let interface = try? InterfaceName(attachment.interface) else { return [] }
            return NetworkStatus.entries(
                networkName: attachment.network,
                result: record.finals[index].flatMap { try? CNIResult($0, assuming: .newest) },
                isDefault: attachment.isDefault, attachmentInterface: interface,
                defaultRoute: attachment.defaultRoute?.compactMap { IPAddress($0) },
                deviceInfo: record.deviceInfo[index])
        }
    }
}
