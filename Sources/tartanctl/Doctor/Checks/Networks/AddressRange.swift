import CNI
import ExactJSON
import TartanCore

/// Addresses that host-local gives out for a network, and on which link they are used.
struct AddressRange: Equatable {
    /// The list's name: that of the folder of reservations.
    let network: String
    /// For people: a file or definition.
    let source: String
    let subnet: IPNetwork
    let dataFolder: String
    /// Kind and name of what connects the pods: the bridge, or the master and VLAN; the file of Flannel's lease.
    let link: String

    func overlaps(_ other: AddressRange) -> Bool {
        subnet.contains(other.subnet.address) || other.subnet.contains(subnet.address)
    }

    /// - Parameter subnetFile: reads Flannel's.
    static func all(
        of configuration: NetworkConfiguration, named name: String, source: String, flannel: (String) -> IPNetwork?
    ) -> [AddressRange] {
        configuration.plugins.flatMap { plugin -> [AddressRange] in
            let object = plugin.object
            let ipam = object["ipam"]
            let folder = ipam?["dataDir"]?.string ?? DataFolders.standard
            func range(_ subnet: IPNetwork, _ link: String) -> AddressRange {
                AddressRange(network: name, source: source, subnet: subnet, dataFolder: folder, link: link)
            }
            if plugin.type == "flannel" {
                let path = object["subnetFile"]?.string ?? SubnetFile.usualPath
                return flannel(path).map { [range($0, "the lease \(path)")] } ?? []
            }
            guard ipam?["type"] == "host-local" else { return [] }
            let sets = (ipam?["ranges"]?.array ?? []).flatMap { $0.array ?? [] }
            let texts = (sets.isEmpty ? [ipam].compactMap { $0 } : sets).compactMap { $0["subnet"]?.string }
            return texts.compactMap { IPNetwork($0) }.map { range($0, link(plugin.type, object)) }
        }
    }

    private static func link(_ type: String, _ object: JSONObject) -> String {
        if type == "bridge" {
            let vlan = object["vlan"]?.integer.map { ", VLAN \($0)" } ?? ""
            return "the bridge \(object["bridge"]?.string ?? "cni0")\(vlan)"
        }
        guard let master = object["master"]?.string else { return "\(type) of its own" }
        let vlan = object["vlanId"]?.integer.map { ", VLAN \($0)" } ?? ""
        return "\(master)\(vlan)"
    }
}
