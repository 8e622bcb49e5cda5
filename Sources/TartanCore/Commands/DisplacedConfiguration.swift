import CNI
import LinuxSystem

/// Tartan's own file in the runtime's folder, after an exclusive Cilium has renamed it: whatever the runtime holds in memory now, it
/// takes another one at its next look, and pods start without their further networks.
///
/// The runtime doesn't tell its folder. Of another than the usual one nothing is known, and nothing said.
struct DisplacedConfiguration {
    static let folder = "/etc/cni/net.d"
    static let mark = ".cilium_bak"

    let ownTypes: [String]

    /// The renamed file's path; nil where Tartan has a file there, or none was renamed.
    func find() -> String? {
        guard let names = try? Files.names(in: Self.folder), names.contains(where: { $0.hasSuffix(Self.mark) }) else {
            return nil
        }
        let hasOwn = names.contains { ConfigurationFolder.isConfiguration($0) && isOwn($0) }
        guard !hasOwn, let renamed = names.first(where: { $0.hasSuffix(Self.mark) && isOwn($0) }) else { return nil }
        return "\(Self.folder)/\(renamed)"
    }

    private func isOwn(_ name: String) -> Bool {
        let file = try? ConfigurationFile(loading: "\(Self.folder)/\(name)")
        return file?.configuration.plugins.contains { ownTypes.contains($0.type) } == true
    }
}
