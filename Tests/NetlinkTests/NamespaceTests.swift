import CNI
import Foundation
import Glibc
import LinuxSystem
import Testing

@testable import Netlink

@Suite struct NamespaceTests {
    @Test(
        "a path that leads nowhere is missing", arguments: ["", "/nowhere/at/all", "/etc/passwd/ns", "/proc/0/ns/net"])
    func missing(path: String) throws {
        #expect(try SandboxNamespace.inspect(path) == .missing)
        #expect(SandboxNamespace.identity(path) == nil)
        #expect(throws: NetlinkFailure.missing(path: path)) { _ = try SandboxNetlink(namespacePath: path) }
    }

    @Test("a path that no file can have is missing, even if it begins like a namespace's")
    func impossiblePath() throws {
        #expect(try SandboxNamespace.inspect("/proc/self/ns/net\0x") == .missing)
        #expect(try SandboxNamespace.inspect("/" + String(repeating: "x", count: 5000)) == .missing)
    }

    @Test("the namespace of a process that has ended is missing, and an open socket keeps it")
    func ended() throws {
        let sandbox = try TestSandbox()
        let path = sandbox.path
        var netlink = try SandboxNetlink(namespacePath: path)
        sandbox.end()
        #expect(try SandboxNamespace.inspect(path) == .missing)
        #expect(try netlink.links().map(\.name) == ["lo"])
    }

    @Test(
        "files, devices and namespaces of other kinds are no network namespace",
        arguments: [
            "/etc/passwd", "/", "/dev/tty", "/dev/null", "/proc/self/ns/mnt", "/proc/self/ns/user", "/proc/self/status",
        ])
    func notANamespace(path: String) throws {
        #expect(try SandboxNamespace.inspect(path) == .notANamespace)
        #expect(SandboxNamespace.identity(path) == nil)
        #expect(throws: NetlinkFailure.notANamespace(path: path)) { _ = try SandboxNetlink(namespacePath: path) }
    }

    @Test("a named pipe that nobody writes to is refused without waiting for it")
    func pipe() throws {
        let path = "/tmp/tartan-netlink-\(UInt64.random(in: .min ... .max))"
        try #require(unsafe mkfifo(path, 0o600) == 0)
        defer { unsafe unlink(path) }
        #expect(try SandboxNamespace.inspect(path) == .notANamespace)
    }

    @Test("the host's own namespace is recognised and can't be opened as a sandbox")
    func host() throws {
        #expect(try SandboxNamespace.inspect("/proc/self/ns/net") == .hostNamespace)
        let identity = try #require(SandboxNamespace.identity("/proc/self/ns/net"))
        #expect(try SandboxNamespace.isHost(identity))
        #expect(throws: NetlinkFailure.hostNamespace(path: "/proc/self/ns/net")) {
            _ = try SandboxNetlink(namespacePath: "/proc/self/ns/net")
        }
    }

    @Test("a sandbox is known by device and inode")
    func sandbox() throws {
        let sandbox = try TestSandbox()
        let identity = try #require(FileIdentity(path: sandbox.path))
        #expect(try SandboxNamespace.inspect(sandbox.path) == .sandbox(identity))
        #expect(try !SandboxNamespace.isHost(identity))
        let netlink = try SandboxNetlink(namespacePath: sandbox.path, expecting: identity)
        #expect(netlink.identity == identity)
    }

    @Test("another namespace than the recorded one is refused")
    func otherNamespace() throws {
        let sandbox = try TestSandbox()
        let found = try #require(FileIdentity(path: sandbox.path))
        let recorded = FileIdentity(device: found.device, inode: found.inode &+ 1)
        #expect(throws: NetlinkFailure.otherNamespace(path: sandbox.path, expected: recorded, found: found)) {
            _ = try SandboxNetlink(namespacePath: sandbox.path, expecting: recorded)
        }
    }

    @Test("the thread is back in its own namespace when the socket is open, and the socket stays in the sandbox")
    func comesBack() throws {
        let sandbox = try TestSandbox("ip link add inside0 type bridge")
        let before = try ownNamespace()
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        #expect(try ownNamespace() == before)
        #expect(try netlink.links().map(\.name) == ["lo", "inside0"])
        try netlink.disableRouterDefault(interface: InterfaceName("inside0"))
        #expect(try ownNamespace() == before)
        var host = try SandboxNetlink.host()
        #expect(try host.link(named: InterfaceName("inside0")) == nil)
        #expect(host.identity == nil)
    }

    @Test("the thread is back in its own namespace when what it did inside failed")
    func comesBackAfterFailure() throws {
        let sandbox = try TestSandbox()
        let before = try ownNamespace()
        let file = try NamespaceFile(sandbox.path)
        var inside = ""
        #expect(throws: NetlinkFailure.missing(path: "thrown inside")) {
            try NamespaceVisit.run(file.descriptor, path: sandbox.path) { () throws(NetlinkFailure) -> Void in
                inside = (try? ownNamespace()) ?? ""
                throw .missing(path: "thrown inside")
            }
        }
        #expect(inside != before && !inside.isEmpty)
        #expect(try ownNamespace() == before)
    }

    @Test("a process that can't come back ends with status 1 and says so")
    func cannotComeBack() async throws {
        let result = await #expect(processExitsWith: .exitCode(1), observing: [\.standardErrorContent]) {
            NamespaceVisit.comeBack(to: try Descriptor(opening: "/dev/null", O_RDONLY))
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("tartan: cannot return to the host's network namespace: Invalid argument\n"))
    }

    @Test("no descriptor stays open behind a sandbox's netlink")
    func descriptors() throws {
        let sandbox = try TestSandbox()
        let identity = try #require(SandboxNamespace.identity(sandbox.path))
        for _ in 0..<3 { _ = try SandboxNetlink(namespacePath: sandbox.path) }
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
            FileIdentity(path: "/proc/self/fd/\($0)") == identity
        }
        #expect(open.isEmpty)
    }

    private func ownNamespace() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self/ns/net")
    }
}
