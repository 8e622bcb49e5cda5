import CNI
import LinuxSystem
import Validation

/// What a node's kernel can do, by its lists of modules and the settings of modprobe.
struct NodeKernelCollection {
    private let files: HostFiles

    init(_ files: HostFiles) { self.files = files }

    /// - Parameter asked: of which modules it is to be told.
    /// - Returns: nil where it isn't even known which kernel it is.
    func kernel(asked: Set<String>) -> NodeKernel? {
        guard let release = files.kernelText("/proc/sys/kernel/osrelease"), !release.isEmpty,
            !release.utf8.contains(UInt8(ascii: "/"))
        else { return nil }
        let folder = "/lib/modules/\(release)"
        var kernel = NodeKernel(release: release, place: .path(folder))
        let asked = Set(asked.map(NodeKernel.name))
        let loaded = asked.filter { FileIdentity(path: files.kernel("/sys/module/\($0)")) != nil }
        if let builtIn = names(in: "\(folder)/modules.builtin"), let loadable = names(in: "\(folder)/modules.dep") {
            kernel.modules = asked.filter { loaded.contains($0) || builtIn.contains($0) || loadable.contains($0) }
            let dead = asked.subtracting(loaded).subtracting(builtIn)
            kernel.disabled = disabled().filter { dead.contains($0.key) }
        }
        if FileIdentity(path: files.kernel("/proc/sys/net/core")) != nil {
            kernel.hasIPv6 = FileIdentity(path: files.kernel("/proc/sys/net/ipv6")) != nil
            kernel.filtersBridges = files.kernelText("/proc/sys/net/bridge/bridge-nf-call-iptables") == "1"
        }
        return kernel
    }

    /// `kernel/drivers/net/macvlan.ko.xz: …`, a line each.
    private func names(in path: String) -> Set<String>? {
        guard let bytes = try? files.read(path, limit: Limits.kernelList) else { return nil }
        var names = Set<String>()
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let path = line.prefix { $0 != UInt8(ascii: ":") }
            let file = path.suffix(from: path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? path.startIndex)
            names.insert(NodeKernel.name(of: String(decoding: file.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)))
        }
        return names
    }

    private static let settingFolders = [
        "/etc/modprobe.d", "/run/modprobe.d", "/usr/local/lib/modprobe.d", "/usr/lib/modprobe.d", "/lib/modprobe.d",
    ]

    /// Modules that must not be loaded, with the file that says so.
    private func disabled() -> [String: String] {
        var disabled: [String: String] = [:]
        for folder in Self.settingFolders {
            for name in (try? files.names(in: folder)) ?? [] where name.hasSuffix(".conf") {
                guard let bytes = try? files.read("\(folder)/\(name)", limit: Limits.kernelFile) else { continue }
                for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
                    let words = line.split { $0 == " " || $0 == "\t" }
                    guard words.count > 1, Self.forbids(words) else { continue }
                    let module = NodeKernel.name(of: String(words[1]))
                    if disabled[module] == nil { disabled[module] = "\(folder)/\(name)" }
                }
            }
        }
        return disabled
    }

    /// `blacklist NAME`, or `install NAME /bin/false`.
    private static func forbids(_ words: [Substring]) -> Bool {
        if words[0] == "blacklist" { return true }
        let commands = ["/bin/false", "/bin/true", "/usr/bin/false", "/usr/bin/true"]
        return words[0] == "install" && words.count == 3 && commands.contains(String(words[2]))
    }
}
