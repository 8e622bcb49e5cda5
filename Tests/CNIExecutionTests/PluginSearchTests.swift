import CNIExecution
import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite struct PluginSearchTests {
    private func find(_ type: String, in directories: [String], excluding: [FileIdentity] = []) throws(LaunchFailure)
        -> String
    {
        try PluginSearch(directories: directories, excluding: excluding).find(type)
    }

    @Test("the first folder that has the file wins")
    func order() throws {
        let first = try TemporaryFolder()
        let second = try TemporaryFolder()
        let path = try second.write("bridge", "", mode: 0o755)
        #expect(try find("bridge", in: ["/no/such/folder", first.path, second.path]) == path)
        let earlier = try first.write("bridge", "", mode: 0o755)
        #expect(try find("bridge", in: [first.path + "/", second.path]) == earlier)
    }

    @Test("folders and other things of that name are passed over; symbolic links are followed")
    func kinds() throws {
        let first = try TemporaryFolder()
        let second = try TemporaryFolder()
        unsafe mkdir(first.path + "/bridge", 0o755)
        unsafe mkfifo(first.path + "/vlan", 0o755)
        unsafe symlink("/no/such/file", first.path + "/tap")
        unsafe symlink("real", second.path + "/bridge")
        _ = try second.write("real", "", mode: 0o755)
        let tap = try second.write("tap", "", mode: 0o755)
        let vlan = try second.write("vlan", "", mode: 0o755)
        let folders = [first.path, second.path]
        #expect(try find("bridge", in: folders) == second.path + "/bridge")
        #expect(try find("tap", in: folders) == tap)
        #expect(try find("vlan", in: folders) == vlan)
    }

    @Test("a file that cannot be executed is found all the same, so that no other version runs in its place")
    func notExecutable() throws {
        let first = try TemporaryFolder()
        let second = try TemporaryFolder()
        let path = try first.write("bridge", "", mode: 0o600)
        _ = try second.write("bridge", "", mode: 0o755)
        #expect(try find("bridge", in: [first.path, second.path]) == path)
    }

    @Test("relative and empty folders are never looked in")
    func relative() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("bridge", "", mode: 0o755)
        let given = ["", ".", "bin", "../" + folder.path, folder.path + "\0x", "/no/such/folder"]
        #expect(throws: LaunchFailure.notFound(type: "bridge", searched: ["/no/such/folder"])) {
            try find("bridge", in: given)
        }
        #expect(PluginSearch(directories: given, excluding: []).directories == ["/no/such/folder"])
    }

    @Test("Tartan is no delegate, under whatever name it is found")
    func itself() throws {
        let first = try TemporaryFolder()
        let second = try TemporaryFolder()
        let path = try first.write("tartan", "", mode: 0o755)
        let excluded = [try #require(FileIdentity(path: path))]
        unsafe link(path, first.path + "/multus")
        unsafe symlink("tartan", first.path + "/bridge")
        _ = try second.write("bridge", "", mode: 0o755)
        for name in ["tartan", "multus", "bridge"] {
            #expect(throws: LaunchFailure.isTartan(path: first.path + "/" + name)) {
                try find(name, in: [first.path, second.path], excluding: excluded)
            }
        }
    }

    @Test(
        "what is no plain file name is looked for nowhere",
        arguments: [
            "", ".", "..", "/bin/true", "a/b", "../bridge", "bridge/", "a\0b", "a\nb", "a\u{7F}", "a\u{9B}b",
            String(repeating: "x", count: 256),
        ])
    func invalid(type: String) {
        #expect(throws: LaunchFailure.invalidType(type)) { try find(type, in: ["/", "/bin"]) }
    }

    @Test("a name of 255 bytes, dots and spaces are plain", arguments: ["...", ".hidden", "a b", "-x", "ünïcode"])
    func valid(type: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(type, "", mode: 0o755)
        #expect(try find(type, in: [folder.path]) == path)
        let long = String(repeating: "x", count: 255)
        #expect(throws: LaunchFailure.notFound(type: long, searched: [folder.path])) {
            try find(long, in: [folder.path])
        }
    }
}
