import TestKit
import Testing

@testable import tartanctl

/// What `gc` reads of runtimes and of host-local.
@Suite struct CollectRuntimeTests {
    let folder: TemporaryFolder
    let folders: RuntimeFolders

    init() throws {
        folder = try TemporaryFolder()
        folders = RuntimeFolders(
            containerd: [folder.path + "/containerd"], crio: [folder.path + "/storage"],
            nerdctl: [folder.path + "/nerdctl"], docker: [folder.path + "/docker"])
    }

    @Test("a runtime whose folder isn't there is not installed")
    func absent() {
        let states = RuntimeStates.read(folders)
        #expect(states.installed.isEmpty)
        #expect(states.runtime(of: "a1") == nil)
        #expect(!states.listsLate)
    }

    @Test("containers are known by the ids that their runtime gives CNI")
    func listed() throws {
        for file in [
            "containerd/k8s.io/a1/pid", "storage/overlay-containers/b1/userdata/state",
            "storage/overlay-containers/x.json",
            "storage/overlay-layers/b2/f", "nerdctl/1935db59/containers/default/c1/log", "nerdctl/1935db59/names/n",
            "nerdctl/version", "docker/d1/config.json",
        ] { try folder.write(file, "") }
        let states = RuntimeStates.read(folders)
        #expect(states.unreadable.isEmpty)
        #expect(states.installed.map(\.name) == ["containerd", "CRI-O", "nerdctl", "Docker"])
        let found = ["a1", "k8s.io-a1", "b1", "b2", "c1", "default-c1", "d1", "e1"].map { states.runtime(of: $0)?.name }
        #expect(found == ["containerd", "containerd", "CRI-O", nil, "nerdctl", "nerdctl", "Docker", nil])
        #expect(states.listsLate)
    }

    @Test("a place that is no folder is a runtime that can't be read")
    func unreadable() throws {
        try folder.write("containerd", "")
        try folder.write("storage/overlay-containers/b1/state", "")
        let states = RuntimeStates.read(folders)
        #expect(states.unreadable.map(\.name) == ["containerd"])
        #expect(
            states.unreadable.first?.problem == "cannot list \(folder.path)/containerd: Not a directory")
        #expect(states.runtime(of: "b1")?.name == "CRI-O")
    }

    static let contents: [(String, String?, String?)] = [
        ("a1\r\neth0", "a1", "eth0"), ("a1", "a1", nil), ("a1\n", "a1", nil), (" a1 \r\neth0\r\n", "a1", "eth0"),
        ("", "", nil), ("\r\n", nil, nil), ("../a\r\neth0", nil, nil), ("a/b", nil, nil), ("a1\r\neth/0", nil, nil),
        ("a1\r\neth0\r\nmore", nil, nil), ("a1\r\nmuch-too-long-name", nil, nil), ("a b", nil, nil),
    ]

    @Test(
        "a reservation holds an id and maybe an interface, nothing if nobody owns it; anything else isn't host-local's",
        arguments: contents)
    func owner(content: String, id: String?, interface: String?) {
        let owner = Reservation.owner(in: Array(content.utf8))
        #expect(owner?.containerID == id)
        #expect(owner?.interface == interface)
    }
}
