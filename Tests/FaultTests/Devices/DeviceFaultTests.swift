import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// Broken checkpoints, device files that lie, and a death between the copy and the plugin.
@Suite struct DeviceFaultTests {
    private static let uid = "6f1c2d3e-0000-4000-8000-000000000001"
    private static let device = "0000:3b:02.1"
    private static let file = "\(Node.deviceFolder)/cni/default-fast-sandbox-web-0001_net1"

    /// A scripted cluster network and a scripted network `fast` that is backed by the pool.
    private func node(_ script: JSONValue = Node.honest) throws -> Node {
        let node = try Node.withScriptedCluster()
        try node.scripted("vf", script)
        try node.deviceNetwork(
            "fast", node.list("fast", ["type": "vf", "capabilities": ["CNIDeviceInfoFile": true]]))
        return node
    }

    private func pod(_ node: Node) throws -> TestPod { try node.host.pod("web", uid: Self.uid) }

    @Test(
        "a checkpoint that can't be used is an error that names it, before anything runs",
        arguments: [
            ("", 6, "is not JSON"), ("{\"Data\":", 6, "is not JSON"), ("[]", 6, "is not of a form that is known"),
            (#"{"Data":{"PodDeviceEntries":[{"PodUID":7}]}}"#, 6, "PodDeviceEntries[0].PodUID is a number"),
            (
                #"{"Data":{"PodDeviceEntries":[{"PodUID":"\#(uid)","ResourceName":"vendor.example/pool","DeviceIDs":5}]}}"#,
                6, "PodDeviceEntries[0].DeviceIDs is a number, expected a list, or an object of lists"
            ),
            (String(repeating: " ", count: 16 << 20) + "{}", 5, "it is larger than 16 MiB"),
        ])
    func checkpoint(text: String, code: Int, words: String) throws {
        let node = try node()
        try node.checkpoint(text)
        let pod = try pod(node)
        let answer = try node.add(pod, "fast")
        try node.expectRefusal(
            answer, code: code,
            message: [
                "network default/fast (net1): it needs a device of vendor.example/pool, but kubelet's checkpoint",
                "/var/lib/kubelet/device-plugins/kubelet_internal_checkpoint", words,
            ], pod, links: [])
        // And nobody else is harmed by it.
        #expect(try node.add(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
    }

    @Test(
        "a checkpoint that is no file is told for what it is, and is not waited for",
        arguments: [("mkfifo", "a named pipe"), ("mkdir", "a folder"), ("ln -s /dev/zero", "a device")])
    func strangeCheckpoint(command: String, what: String) throws {
        let node = try node()
        try node.host.shell(
            "mkdir -p /var/lib/kubelet/device-plugins; \(command) /var/lib/kubelet/device-plugins/kubelet_internal_checkpoint"
        )
        let pod = try pod(node)
        try node.expectRefusal(
            try node.add(pod, "fast"), code: 5,
            message: [
                "kubelet's checkpoint: cannot read /var/lib/kubelet/device-plugins/kubelet_internal_checkpoint: "
                    + "it is \(what), not a file"
            ], details: ["ls -l /var/lib/kubelet/device-plugins/kubelet_internal_checkpoint"], pod, links: [])
    }

    @Test("without kubelet the error is to try again later, and says where its checkpoint was looked for")
    func withoutKubelet() throws {
        let node = try node().with(["kubeletDir": "/opt/kubelet"])
        let pod = try pod(node)
        try node.expectRefusal(
            try node.add(pod, "fast"), code: 11, message: ["the pod's devices can't be looked up"],
            details: [
                "there is no checkpoint of kubelet at /opt/kubelet/device-plugins/kubelet_internal_checkpoint",
                "kubeletDir",
            ], pod, links: [])
    }

    /// Pain 37: #289.
    @Test("a pod without a device of the resource, and one without a uid, are told so before anything runs")
    func noDevice() throws {
        let node = try node()
        try node.kubelet("another-pod", [Self.device])
        let first = try pod(node)
        try node.expectRefusal(
            try node.add(first, "fast"), code: 7, message: ["the pod has none"],
            details: ["Request 1 in the resources of the pod's containers: limits: {\"vendor.example/pool\": 1}."],
            first, links: [])
        let second = try node.host.pod("second")
        try node.expectRefusal(
            try node.add(second, "fast"), code: 4, message: ["the runtime gave no pod UID"], second, links: [])
    }

    @Test(
        "a device file that a plugin wrote and that can't be used fails the ADD, which is undone",
        arguments: [
            (#"{"type":"usb","version":"1.1.0"}"#, 6, #""type" is "usb", expected one of "pci", "vdpa""#),
            (#"{"type":"pci","version":"1.1.0","pci":{}}"#, 6, #"it has no "pci.pci-address""#),
            ("nonsense", 6, "it is not JSON"),
        ])
    func wrongType(text: String, code: Int, words: String) throws {
        let script: JSONValue = [
            "ADD": ["interface": true, "run": .string("echo '\(text)' > \(Self.file)")],
            "DEL": ["removeInterface": true],
        ]
        let node = try node(script)
        try node.kubelet(Self.uid, [Self.device])
        let pod = try pod(node)
        let answer = try node.add(pod, "fast")
        try node.expectRefusal(
            answer, code: code,
            message: ["network default/fast (net1): its device information in \(Self.file) can't be used", words],
            details: ["undone"], pod, links: [])
        #expect(try node.order("base", "vf").suffix(2) == ["DEL vf net1", "DEL base eth0"])
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("a device plugin's file that can't be used fails the attachment before its first plugin")
    func wrongSource() throws {
        let node = try node()
        try node.kubelet(Self.uid, [Self.device])
        try node.describeDevice(Self.device, #"{"type":"pci","version":"2.0.0","pci":{}}"#)
        let pod = try pod(node)
        try node.expectRefusal(
            try node.add(pod, "fast"), code: 6,
            message: ["\(Node.deviceFolder)/dp/vendor.example-pool-\(Self.device)-device.json can't be used"], pod,
            links: [])
        #expect(try node.calls("vf").isEmpty)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test(
        "a symbolic link in place of the device file is neither followed nor written through", arguments: [true, false])
    func link(isBefore: Bool) throws {
        let plant = "ln -s \(Node.deviceFolder)/target \(Self.file)"
        let node = try node(
            isBefore
                ? Node.honest
                : ["ADD": ["interface": true, "run": .string(plant)], "DEL": ["removeInterface": true]])
        try node.kubelet(Self.uid, [Self.device])
        if isBefore { try node.describeDevice(Self.device) }
        let target = Node.information("0000:00:00.0")
        try node.host.shell(
            "mkdir -p \(Node.deviceFolder)/cni; echo '\(target)' > \(Node.deviceFolder)/target; \(isBefore ? plant : ":")"
        )
        let pod = try pod(node)
        try node.expectRefusal(
            try node.add(pod, "fast"), code: 5,
            message: [Self.file, isBefore ? "is there before the ADD" : "Too many levels of symbolic links"], pod,
            links: [])
        #expect(try node.host.shell("cat \(Node.deviceFolder)/target") == target + "\n")
        // What somebody else put there is left for people to look at; what came during the ADD goes with the undo.
        #expect(node.deviceFiles.count == (isBefore ? 1 : 0))
    }

    @Test(
        "dead between the copy and the plugin's start, DEL removes the file; so does the next ADD",
        arguments: [true, false])
    func deadAfterCopy(byAdd: Bool) throws {
        let node = try node(["ADD": [["hang": true], ["interface": true]], "DEL": ["removeInterface": true]])
        try node.kubelet(Self.uid, [Self.device])
        try node.describeDevice(Self.device)
        let pod = try pod(node)
        let adding = try node.start(node.call("ADD", pod, annotations: Node.annotations("fast")))
        try Waiting.until("the copy") { !node.deviceFiles.isEmpty }
        try Waiting.until("the plugin") { try !node.calls("vf", "ADD").isEmpty }
        kill(try node.tartan(adding), SIGKILL)
        try adding.wait()
        // The journal as it was just after the copy: the plugin's start isn't in it.
        let path = node.journalPath(pod)
        let lines = (TestFile.textIfThere(path) ?? "").split(separator: "\n")
        let starts = lines.indices.filter { lines[$0].contains(#""step":"start""#) }
        let start = try #require(starts.last)
        try TestFile.write(lines[..<start].map { $0 + "\n" }.joined(), to: path)
        if byAdd {
            let added = try node.add(pod, "fast")
            #expect(added.succeeded, "\(added)")
            #expect(node.deviceFiles.count == 1)
        }
        let deleted = try node.delete(pod, "fast")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(node.deviceFiles.isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("killed at any line of the journal, DEL leaves no file", arguments: 0...12)
    func killed(lines: Int) throws {
        let node = try node()
        try node.kubelet(Self.uid, [Self.device])
        try node.describeDevice(Self.device)
        let pod = try pod(node)
        let adding = try node.start(node.call("ADD", pod, annotations: Node.annotations("fast")))
        let tartan = try node.tartan(adding)
        try node.waitForLines(lines, pod, adding)
        kill(tartan, SIGKILL)
        try adding.wait()
        let deleted = try node.delete(pod, "fast")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(node.deviceFiles.isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a plugin whose DEL fails finds its file at the next try; then it goes")
    func failingDelete() throws {
        let node = try node(["ADD": ["interface": true], "DEL": [["exit": 1], ["removeInterface": true]]])
        try node.kubelet(Self.uid, [Self.device])
        try node.describeDevice(Self.device)
        let pod = try pod(node)
        #expect(try node.add(pod, "fast").succeeded)
        #expect(try !node.delete(pod, "fast").succeeded)
        #expect(node.deviceFiles.count == 1)
        #expect(try node.delete(pod, "fast").succeeded)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("with the record lost, DEL resolves again and removes the file too")
    func lostRecord() throws {
        let node = try node()
        try node.kubelet(Self.uid, [Self.device])
        try node.describeDevice(Self.device)
        let pod = try pod(node)
        #expect(try node.add(pod, "fast").succeeded)
        TestFile.remove(node.store.root + "/records")
        let deleted = try node.delete(pod, "fast")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.calls("vf", "DEL").first?.configuration["deviceID"]?.string == Self.device)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("the agent's word counts before the checkpoint's, and a silent agent harms nobody")
    func agent() throws {
        let node = try node()
        let agent = try node.agent { question in
            question["do"]?.string == "devices"
                ? .line(#"{"ok":true,"devices":{"vendor.example/pool":["0000:3b:02.7"]}}"#) : .refusal("unavailable")
        }
        let pod = try pod(node)
        let added = try node.add(pod, "fast")
        #expect(added.succeeded, "\(added)")
        #expect(try node.calls("vf", "ADD").first?.configuration["deviceID"]?.string == "0000:3b:02.7")
        #expect(
            agent.questions.first?.text
                == #"{"format":1,"do":"devices","namespace":"default","name":"web","uid":"\#(Self.uid)"}"#)
        #expect(try node.delete(pod, "fast").succeeded)
        agent.stop()
        let silent = try node.agent { $0["do"]?.string == "devices" ? .close : .refusal("unavailable") }
        try node.kubelet(Self.uid, [Self.device])
        #expect(try node.add(pod, "fast").succeeded)
        #expect(try node.calls("vf", "ADD").last?.configuration["deviceID"]?.string == Self.device)
        silent.stop()
    }
}
