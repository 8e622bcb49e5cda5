import CNI
import ExactJSON
import MultiNetwork
import PluginCatalogue
import TartanCore
import Validation

/// An address of a pod that its network gave out before and doesn't give out afterwards.
struct LostAddress: Equatable {
    enum Cause: String {
        /// The pod's annotation asks for it.
        case asked
        /// A running pod has it.
        case held
    }

    let cause: Cause
    let address: IPAddress
    /// What the network gives out afterwards of the address's family: `10.30.0.10-10.30.0.99`.
    let ranges: [String]

    static func all(from old: Attachment, to new: Attachment, held: [IPAddress]) -> [LostAddress] {
        let asked = (new.selection?.ips ?? []).compactMap { IPNetwork($0)?.address ?? IPAddress($0) }
        if asked.isEmpty, held.isEmpty { return [] }
        let before = pools(of: old)
        let after = pools(of: new)
        // Who gives addresses out from nowhere that we know may give out this one.
        if after.pools.isEmpty { return [] }
        var seen = Set<IPAddress>()
        return (asked.map { (Cause.asked, $0) } + held.map { (.held, $0) }).compactMap { cause, address in
            guard seen.insert(address).inserted, gives(before, address), !gives(after, address) else { return nil }
            let ranges = after.pools.filter { $0.network.address.family == address.family }
                .compactMap { $0.range?.description }
            return LostAddress(cause: cause, address: address, ranges: ranges)
        }
    }

    private static func gives(_ pools: AddressPools, _ address: IPAddress) -> Bool {
        pools.pools.contains { $0.gives(address) }
            || pools.fixed.contains { $0.address.value.network.address == address }
    }

    private static func pools(of attachment: Attachment) -> AddressPools {
        AddressPools(
            of: ["plugins": .array(attachment.plugins.map { .object($0.configuration) })], PluginCatalogue.standard)
    }
}
