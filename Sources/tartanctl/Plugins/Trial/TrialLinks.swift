import CNI
import LinuxSystem
import TartanCore
import Validation

/// Stand-ins for the node's links that a network is made on, in a network namespace that has none: same name, MTU and
/// addresses, with nothing at their other end.
struct TrialLinks {
    /// Commands for `ip -batch`; names have no blanks, the kernel sees to it.
    let commands: [String]

    /// - Parameter texts: of the network's configuration; links whose name is among them are needed, and that of the
    ///   default route, which is taken where none is named.
    init(_ texts: Set<String>, _ files: HostFiles) {
        var commands = ["link set lo up"]
        let links = NodeLinkCollection(files).links(asked: texts)
        for (number, link) in (links?.all ?? []).enumerated() where link.name != "lo" {
            let name = ([link.name] + link.otherNames).first(where: texts.contains)
            guard let name = name ?? (link.name == links?.defaultLink ? link.name : nil) else { continue }
            let isBridge = link.kind == "bridge"
            commands.append(
                isBridge ? "link add \(name) type bridge" : "link add \(name) type veth peer name tartan-far\(number)")
            if let mtu = link.mtu { commands.append("link set \(name) mtu \(mtu)") }
            if link.isUp { commands.append("link set \(name) up") }
            if !isBridge { commands.append("link set tartan-far\(number) up") }
            for address in link.addresses where !address.description.lowercased().hasPrefix("fe80") {
                commands.append("address add \(address) dev \(name)")
            }
            if link.name == links?.defaultLink { commands.append("route add default dev \(name)") }
        }
        self.commands = commands
    }

    private static let folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"]

    /// In the network namespace of this process. Without `ip` there are none, and a network that needs one says so itself.
    func make(_ files: HostFiles) throws(Failure) {
        guard let ip = Self.folders.map({ "\($0)/ip" }).first(where: files.isExecutable) else { return }
        let input = commands.map { $0 + "\n" }.joined()
        let outcome: PluginCall.Outcome
        // A route or address that can't be is left out; the network says what it lacks.
        do throws(PluginCall.Failure) {
            outcome = try PluginCall.run(
                ip, arguments: ["-force", "-batch", "-"], environment: [], input: Array(input.utf8),
                milliseconds: Limits.versionProbe)
        } catch {
            throw Failure(.couldNotRun, code: "trial", "\(error.reason).")
        }
        if let signal = outcome.signal { throw TrialGround.interrupted(signal) }
    }
}
