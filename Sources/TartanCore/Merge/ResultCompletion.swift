import CNI
import Netlink

/// Completes what a plugin answered before anything uses it.
struct ResultCompletion {
    let label: AttachmentLabel
    /// CNI_IFNAME.
    let interface: String
    let type: String
    let sandbox: SandboxView

    func complete(_ answer: CNIResult) throws(AttachmentError) -> CompletedResult {
        var result = answer
        var ours: [Int] = []
        for (index, interface) in result.interfaces.enumerated() {
            guard interface.isInSandbox, let path = interface.sandbox else { continue }
            guard sandbox.isOurs(path) else { throw .foreignSandbox(label, type: type, sandbox: path) }
            ours.append(index)
        }
        var own = ours.first { result.interfaces[$0].name == interface } ?? ours.first
        if own == nil { own = try appendMissing(to: &result) }
        if let own { try fill(&result.interfaces[own]) }
        for index in result.ips.indices {
            let place = result.ips[index].interface
            if let place, result.interfaces.indices.contains(place) { continue }
            // go-cni books an address without index on eth0, and crashes at a negative one.
            result.ips[index].interface = own
        }
        return CompletedResult(result: result, ownInterface: own)
    }

    /// The link that the plugin made and didn't mention, if there is one.
    private func appendMissing(to result: inout CNIResult) throws(AttachmentError) -> Int? {
        guard try link(named: interface) != nil else { return nil }
        result.interfaces.append(CNIResult.Interface(name: interface, sandbox: sandbox.path))
        return result.interfaces.count - 1
    }

    /// MAC and MTU as the kernel has them, where the plugin didn't say.
    private func fill(_ interface: inout CNIResult.Interface) throws(AttachmentError) {
        guard interface.mac == nil || interface.mtu == nil, let link = try link(named: interface.name) else { return }
        interface.mac = interface.mac ?? link.hardwareAddress?.description
        interface.mtu = interface.mtu ?? link.mtu
    }

    private func link(named name: String) throws(AttachmentError) -> SandboxLink? {
        do throws(NetlinkFailure) { return try sandbox.link(named: name) } catch { throw .netlink(label, error) }
    }
}
