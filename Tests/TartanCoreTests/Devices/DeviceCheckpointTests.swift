import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TestKit
import Testing

@testable import TartanCore

/// Kubelet's checkpoint of devices, in the forms that its versions write.
@Suite struct DeviceCheckpointTests {
    private let folder: TemporaryFolder
    private let checkpoint: DeviceCheckpoint

    init() throws {
        folder = try TemporaryFolder()
        try Files.makeFolders(folder.path + "/device-plugins", mode: 0o755)
        checkpoint = DeviceCheckpoint(kubeletFolder: folder.path)
    }

    private static let uid = "0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42"

    /// As Kubernetes 1.20 and newer write it.
    static let nodes = #"""
        {"Data":{"PodDeviceEntries":[
         {"PodUID":"0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42","ContainerName":"app","ResourceName":"vendor.example/pool",
          "DeviceIDs":{"1":["0000:3b:02.5"],"0":["0000:3b:02.4"],"-1":null},"AllocResp":"CjMKG1BDSURFVklDRQ=="},
         {"PodUID":"11111111-93d5-4a8e-8d7f-1f0a7c0e5b42","ContainerName":"app","ResourceName":"vendor.example/pool",
          "DeviceIDs":{"0":["0000:3b:02.6"]},"AllocResp":null},
         {"PodUID":"0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42","ContainerName":"log","ResourceName":"vendor.example/pool",
          "DeviceIDs":{"0":["0000:3b:02.1","0000:3b:02.5"]},"AllocResp":"CjMKG1BDSURFVklDRQ=="},
         {"PodUID":"0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42","ContainerName":"app","ResourceName":"vendor.example/gpu",
          "DeviceIDs":null,"AllocResp":""}],
         "RegisteredDevices":{"vendor.example/pool":["0000:3b:02.1"],"vendor.example/gpu":null}},"Checksum":1484370912,
         "BootID":"c7f0c3d8-5f0e-4a34-9a57-0a2f3d6f1b11"}
        """#

    /// As Kubernetes up to 1.19 wrote it.
    private static let list = #"""
        {"Data":{"PodDeviceEntries":[
         {"PodUID":"0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42","ContainerName":"app","ResourceName":"vendor.example/pool",
          "DeviceIDs":["0000:3b:02.4","0000:3b:02.10"],"AllocResp":"CjMK"},
         {"PodUID":"0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42","ContainerName":"log","ResourceName":"vendor.example/pool",
          "DeviceIDs":["0000:3b:02.1"],"AllocResp":"CjMK"}],
         "RegisteredDevices":{}},"Checksum":1484370912}
        """#

    private func write(_ text: String) throws {
        try Files.replace(checkpoint.path, with: Array(text.utf8), mode: 0o600)
    }

    private func devices(_ text: String) throws -> [String: [String]]? {
        try write(text)
        guard let found = try checkpoint.devices(ofPod: Self.uid) else { return nil }
        return Dictionary(uniqueKeysWithValues: Set(found.all.map(\.resource)).map { ($0, found[$0]) })
    }

    @Test("the IDs of all containers and NUMA nodes, sorted as texts, each once, and no other pod's")
    func nodes() throws {
        #expect(
            try devices(Self.nodes) == [
                "vendor.example/pool": ["0000:3b:02.1", "0000:3b:02.4", "0000:3b:02.5"]
            ])
    }

    @Test("the form without NUMA nodes is read too")
    func list() throws {
        #expect(
            try devices(Self.list) == ["vendor.example/pool": ["0000:3b:02.1", "0000:3b:02.10", "0000:3b:02.4"]])
    }

    @Test("no entries, or none of the pod, is no device; what Go writes for an empty list too")
    func none() throws {
        for text in ["[]", "null", #"[{"PodUID":"x"}]"#] {
            #expect(
                try devices(#"{"Data":{"PodDeviceEntries":\#(text),"RegisteredDevices":null},"Checksum":1}"#) == [:])
        }
    }

    @Test("a file that isn't there is not an empty one")
    func missing() throws {
        #expect(try checkpoint.devices(ofPod: Self.uid) == nil)
        #expect(try DeviceCheckpoint(kubeletFolder: folder.path + "/none").devices(ofPod: Self.uid) == nil)
    }

    @Test(
        "a form that isn't known is an error with the place in the file",
        arguments: [
            ("[]", "", "an array", "an object"),
            ("{}", "Data", "missing", "an object"),
            (#"{"Data":[]}"#, "Data", "an array", "an object"),
            (#"{"Data":{}}"#, "Data.PodDeviceEntries", "missing", "a list"),
            (#"{"Data":{"PodDeviceEntries":{}}}"#, "Data.PodDeviceEntries", "an object", "a list"),
            (#"{"Data":{"PodDeviceEntries":[7]}}"#, "Data.PodDeviceEntries[0].PodUID", "missing", "a string"),
            (entry(#""ResourceName":null,"DeviceIDs":[]"#), place("ResourceName"), "null", "a string"),
            (
                entry(#""ResourceName":"r","DeviceIDs":"a""#), place("DeviceIDs"), "a string",
                "a list, or an object of lists"
            ),
            (entry(#""ResourceName":"r","DeviceIDs":{"0":"a"}"#), place("DeviceIDs[0]"), "a string", "a list"),
            (
                entry(#""ResourceName":"r","DeviceIDs":{"0":["a",3]}"#), place("DeviceIDs[0][1]"), "a number",
                "a device's name"
            ),
            (entry(#""ResourceName":"r","DeviceIDs":[""]"#), place("DeviceIDs[0]"), "a string", "a device's name"),
            (
                entry(#""ResourceName":"r","DeviceIDs":["a\u001b[2J"]"#), place("DeviceIDs[0]"), "a string",
                "a device's name"
            ),
        ])
    func malformed(text: String, place: String, found: String, expected: String) throws {
        try write(text)
        let error = CheckpointError.malformed(checkpoint.path, place: place, found: found, expected: expected)
        #expect(throws: error) { try checkpoint.devices(ofPod: Self.uid) }
        #expect(error.code == .undecodable)
    }

    private static func entry(_ members: String) -> String {
        #"{"Data":{"PodDeviceEntries":[{"PodUID":"\#(uid)",\#(members)}]}}"#
    }

    private static func place(_ key: String) -> String { "Data.PodDeviceEntries[0].\(key)" }

    @Test(
        "what is no file at the checkpoint's place is told for what it is, and is not waited for",
        arguments: [
            ("mkdir", "it is a folder, not a file"), ("mkfifo", "it is a named pipe, not a file"),
            ("socket", "it is a socket, not a file"), ("link to /dev/zero", "it is a device, not a file"),
            ("link to itself", "Too many levels of symbolic links"), ("16 MiB and a byte", "it is larger than 16 MiB"),
        ])
    func unreadable(what: String, reason: String) throws {
        let path = checkpoint.path
        switch what {
        case "mkdir": try Files.makeFolders(path, mode: 0o755)
        case "mkfifo": #expect(unsafe mkfifo(path, 0o600) == 0)
        case "socket": #expect(unsafe mknod(path, S_IFSOCK | 0o600, 0) == 0)
        case "link to /dev/zero": #expect(unsafe symlink("/dev/zero", path) == 0)
        case "link to itself": #expect(unsafe symlink(path, path) == 0)
        default:
            try write("{}")
            #expect(unsafe truncate(path, off_t(Limits.deviceCheckpoint + 1)) == 0)
        }
        let error = try #require(throws: CheckpointError.self) { try checkpoint.devices(ofPod: Self.uid) }
        #expect(error.description.hasPrefix("kubelet's checkpoint: cannot "))
        #expect(error.description.hasSuffix("\(path): \(reason)"), "\(error)")
        #expect(error.advice.hasPrefix("See what is there: ls -l \(path). "))
        #expect(error.code == .inputOutput)
    }

    @Test("a pod with more devices than any has is an error")
    func tooMany() throws {
        let list = (0...Limits.podDevices).map { "\"d\($0)\"" }.joined(separator: ",")
        try write(Self.entry(#""ResourceName":"r","DeviceIDs":[\#(list)]"#))
        #expect(throws: CheckpointError.tooMany(checkpoint.path, limit: Limits.podDevices)) {
            try checkpoint.devices(ofPod: Self.uid)
        }
    }

    @Test("mutated texts give sound names or a typed error that names the file", arguments: 0..<20)
    func mutated(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        let pieces = ["null", "[]", "{}", "\"", "[", "]", ",", "0", "\\u0000", "\\ud800", "\u{1}", "\"DeviceIDs\":7,"]
        for round in 0..<150 {
            var bytes = Array((round % 2 == 0 ? Self.nodes : Self.list).utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 30))
                default: bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? ",").utf8, at: place)
                }
            }
            try Files.replace(checkpoint.path, with: bytes, mode: 0o600)
            do throws(CheckpointError) {
                let found = try checkpoint.devices(ofPod: Self.uid)
                #expect(found?.all.allSatisfy { DeviceIdentifier.isSound($0.identifier) } == true)
            } catch {
                refused += 1
                #expect(error.description.hasPrefix("kubelet's checkpoint \(checkpoint.path) "), "seed \(seed)")
            }
        }
        #expect(refused > 40 && refused < 150, "\(refused) refused")
    }
}
