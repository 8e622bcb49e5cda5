import CNI
package import LinuxSystem
import TartanStore

/// Where device plugins, CNI plugins and Tartan tell each other about devices (device information specification 1.1.0,
/// section 4): `dp` is the device plugins', `cni` has one file for each attachment.
package struct DeviceFolder: Sendable, Equatable {
    package static let standard = DeviceFolder(root: "/var/run/k8s.cni.cncf.io/devinfo")

    let root: String

    /// What the device plugin may have written about a device; nil for names that no file can have.
    func source(of device: AssignedDevice) -> String? {
        let name = Self.plain(device.resource) + "-" + Self.plain(device.identifier) + "-device.json"
        return name.utf8.count > Limits.longestFileName ? nil : root + "/dp/" + name
    }

    /// The file of one attachment. Sandbox, network and interface are names without slashes but for the one between namespace
    /// and name, so it never leads out of the folder; in one sandbox no two attachments have the same interface.
    func file(network: String, sandbox: String, interface: String) -> DeviceInfoFile {
        let name = "\(Self.plain(network))-\(Self.plain(sandbox))_\(Self.plain(interface))"
        let isLong = name.utf8.count > Limits.longestFileName
        return DeviceInfoFile(path: root + "/cni/" + (isLong ? SHA256.hex(name) : name))
    }

    /// The file that a record names; nil for a path that isn't in the folder.
    func file(recorded path: String) -> DeviceInfoFile? {
        let folder = root + "/cni/"
        let name = path.dropFirst(folder.count)
        guard path.hasPrefix(folder), !name.isEmpty, name != ".", name != "..",
            !name.utf8.contains(UInt8(ascii: "/")), !name.utf8.contains(0)
        else { return nil }
        return DeviceInfoFile(path: path)
    }

    /// The files of attachments that are there, sorted.
    package func files() throws(SystemFailure) -> [DeviceInfoFile] {
        try Files.names(in: root + "/cni").map { DeviceInfoFile(path: "\(root)/cni/\($0)") }
    }

    private static func plain(_ text: String) -> String {
        String(text.map { $0 == "/" ? "-" : $0 })
    }
}
