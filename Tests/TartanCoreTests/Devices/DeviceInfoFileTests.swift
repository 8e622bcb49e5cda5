import CNI
import ExactJSON
import Glibc
import LinuxSystem
import MultiNetwork
import TestKit
import Testing

@testable import TartanCore

/// The file in which device plugins and CNI plugins tell about an attachment's device.
@Suite struct DeviceInfoFileTests {
    private let temporary: TemporaryFolder
    private let folder: DeviceFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = DeviceFolder(root: temporary.path + "/devinfo")
    }

    private static let text = #"{"type":"pci","version":"1.1.0","pci":{"pci-address":"0000:3b:02.4"}}"#
    private static let device = AssignedDevice(
        resource: "vendor.example/pool", identifier: "0000:3b:02.4", source: .annotation)

    private var file: DeviceInfoFile { folder.file(network: "infra/fast", sandbox: "s1", interface: "net1") }

    private func source(_ text: String = text) throws -> String {
        let path = try #require(folder.source(of: Self.device))
        try Files.makeFolders(folder.root + "/dp", mode: 0o755)
        try Files.replace(path, with: Array(text.utf8), mode: 0o644)
        return path
    }

    @Test("files are named by network, sandbox and interface, slashes as dashes")
    func names() {
        #expect(file.path == folder.root + "/cni/infra-fast-s1_net1")
        #expect(
            folder.file(network: "cluster", sandbox: "s1", interface: "eth0").path.hasSuffix("/cni/cluster-s1_eth0"))
        #expect(
            folder.source(of: Self.device)
                == folder.root + "/dp/vendor.example-pool-0000:3b:02.4-device.json")
        let slashes = AssignedDevice(resource: "a/b", identifier: "../../etc/x", source: .annotation)
        #expect(folder.source(of: slashes) == folder.root + "/dp/a-b-..-..-etc-x-device.json")
    }

    @Test("a name that is too long for a file is hashed; a device's file of such a name can't exist")
    func longNames() {
        let long = String(repeating: "n", count: 253)
        let first = folder.file(network: "infra/" + long, sandbox: "s1", interface: "net1").path
        let second = folder.file(network: "infra/" + long, sandbox: "s1", interface: "net2").path
        #expect(first != second)
        #expect(first.utf8.count == (folder.root + "/cni/").utf8.count + 64)
        let device = AssignedDevice(resource: long, identifier: "d", source: .annotation)
        #expect(folder.source(of: device) == nil)
    }

    @Test(
        "a record's path counts only inside of the folder",
        arguments: [
            "/etc/passwd", "/cni/../x", "/cni/", "/cni/.", "/cni/..", "/cni/a/b", "/dp/x", "/cnix", "", "/cni/a\0b",
        ])
    func recorded(path: String) {
        #expect(folder.file(recorded: folder.root + path) == nil)
        #expect(folder.file(recorded: path) == nil)
        #expect(folder.file(recorded: file.path) == file)
    }

    @Test("what the device plugin wrote is copied, readable for all, into folders that are made")
    func copied() throws {
        try file.prepare(copying: try source())
        #expect(try Files.read(file.path, limit: 1000) == Array(Self.text.utf8))
        let facts = try FileFacts(path: file.path)
        #expect(facts.permissions == 0o444)
        #expect(try file.read()?.value.text == Self.text)
        try file.remove()
        #expect(try file.read() == nil)
        try file.remove()
    }

    @Test("without a device plugin's file the folder is made, and nothing else")
    func nothingToCopy() throws {
        try file.prepare(copying: folder.source(of: Self.device))
        #expect(try Files.names(in: folder.root + "/cni").isEmpty)
        #expect(try file.read() == nil)
    }

    @Test("a file or a symbolic link that is there is never written over", arguments: [false, true], [false, true])
    func neverOver(isLink: Bool, copies: Bool) throws {
        let target = temporary.path + "/target"
        try Files.replace(target, with: Array("mine".utf8), mode: 0o644)
        try Files.makeFolders(folder.root + "/cni", mode: 0o755)
        _ = unsafe isLink ? symlink(target, file.path) : link(target, file.path)
        let source = copies ? try source() : nil
        #expect(throws: DeviceFileError.isThere(path: file.path)) { try file.prepare(copying: source) }
        #expect(try Files.read(target, limit: 100) == Array("mine".utf8))
    }

    @Test("a symbolic link is neither followed at reading nor at removing")
    func links() throws {
        let target = try source()
        try Files.makeFolders(folder.root + "/cni", mode: 0o755)
        _ = unsafe symlink(target, file.path)
        #expect(throws: DeviceFileError.system(SystemFailure("open", file.path, errorNumber: ELOOP))) {
            try file.read()
        }
        try file.remove()
        #expect(try Files.read(target, limit: 1000) == Array(Self.text.utf8))
        _ = unsafe symlink(target, target + "2")
        #expect(throws: DeviceFileError.system(SystemFailure("open", target + "2", errorNumber: ELOOP))) {
            try file.prepare(copying: target + "2")
        }
    }

    @Test("a device plugin's file that can't be used is refused before it is copied")
    func broken() throws {
        let source = try source(#"{"type":"usb","version":"1.1.0"}"#)
        #expect {
            try file.prepare(copying: source)
        } throws: { error in
            if case .invalid(let path, _)? = error as? DeviceFileError { path == source } else { false }
        }
        #expect(try Files.names(in: folder.root + "/cni").isEmpty)
    }

    @Test("pipes, folders and files over 16 KiB are errors, none is waited for")
    func strange() throws {
        try Files.makeFolders(folder.root + "/cni", mode: 0o755)
        _ = unsafe mkfifo(file.path, 0o600)
        #expect(throws: DeviceFileError.system(SystemFailure("read", file.path, found: .pipe))) {
            try file.read()
        }
        _ = unsafe unlink(file.path)
        try Files.makeFolders(file.path, mode: 0o755)
        #expect(throws: DeviceFileError.system(SystemFailure("read", file.path, found: .folder))) {
            try file.read()
        }
        #expect(throws: SystemFailure("remove", file.path, errorNumber: EISDIR)) { try file.remove() }
        _ = unsafe rmdir(file.path)
        try Files.replace(
            file.path, with: [UInt8](repeating: 0x20, count: Limits.deviceInformation + 1), mode: 0o600)
        #expect(throws: DeviceFileError.system(SystemFailure("read", file.path, largerThan: Limits.deviceInformation)))
        {
            try file.read()
        }
    }

    @Test("by its name a file may be of several sandboxes, as all parts may have dashes and underscores")
    func sandboxes() {
        func sandboxes(_ name: String) -> [String]? { folder.file(recorded: folder.root + "/cni/" + name)?.sandboxes }
        #expect(sandboxes("infra-fast-s1_net1") == ["fast-s1", "s1"])
        #expect(sandboxes("a-b_c_d") == ["b", "b_c"])
        #expect(sandboxes(String(repeating: "0f", count: 32)) == nil)
        for name in ["readme", "-s1_net1", "a-_net1", "a-s1_", "a-s1_a-name-that-is-too-long", "a-.s1_net1"] {
            #expect(sandboxes(name) == [], "\(name)")
        }
    }
}
