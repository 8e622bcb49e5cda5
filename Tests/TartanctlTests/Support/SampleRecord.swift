import ExactJSON
import Foundation
import LinuxSystem
import TartanStore
import TestKit

/// Writes the journal of a pod with a cluster network and one further network into a store.
struct SampleRecord {
    var sandbox = "3ca646fd8aeb0123456789"
    var namespace: String? = "shop"
    var pod: String? = "web"
    var bootID = BootID.current()
    var isAnswered = true
    /// What each plugin was given.
    var configuration = #"{"password":"hunter2"}"#

    func write(to root: String) throws {
        let store = try Store.open(root, create: true)
        let folder = store.sandbox(sandbox)
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        var journal = try folder.openJournal("eth0", create: true)
        try journal.append(.open(opening), at: 1_000_000)
        try journal.append(
            .plan([
                attachment("cluster", "eth0", "bridge", true), attachment("infra/storage", "lan0", "macvlan", false),
            ]), at: 1_001_000)
        for (index, address) in ["10.244.1.7/24", "10.30.0.9/24"].enumerated() {
            let result = try JSONParser.parse(
                """
                {"cniVersion": "1.0.0", "interfaces": [{"name": "\(["eth0", "lan0"][index])", "mac": "0a:58:0a:1e:00:0\(index)",
                "mtu": 1500, "sandbox": "/run/netns/x"}], "ips": [{"address": "\(address)", "interface": 0
                \(index == 0 ? ", \"gateway\": \"10.244.1.1\"" : "")}],
                "routes": [\(index == 0 ? "{\"dst\": \"0.0.0.0/0\", \"gw\": \"10.244.1.1\"}" : "")]}
                """, limit: 10_000)
            try journal.append(
                .start(JournalStart(verb: "ADD", attachment: index, plugin: 0, path: "/x")), at: 1_002_000)
            try journal.append(
                .end(
                    JournalEnd(
                        attachment: index, plugin: 0, verb: "ADD", exit: 0, signal: nil, timedOut: false,
                        result: result,
                        error: nil, output: nil, standardError: "", microseconds: 3000)), at: 1_005_000)
            try journal.append(.final(attachment: index, result: result), at: 1_006_000)
        }
        if isAnswered { try journal.append(.answered(code: nil, message: nil), at: 1_007_000) }
    }

    private var opening: JournalOpening {
        JournalOpening(
            version: "0.1.0", wallTime: Clock.wallMicroseconds - 300_000_000, bootID: bootID, containerID: sandbox,
            interface: "eth0", netns: nil, netnsIdentity: nil, arguments: "", searchPath: "/opt/cni/bin",
            networkName: "pods", cniVersion: "1.0.0", podNamespace: namespace, podName: pod, podUID: "u-1",
            resultMode: "merged", binDir: nil, delegateTimeout: 30_000)
    }

    private func attachment(_ network: String, _ interface: String, _ type: String, _ isDefault: Bool)
        -> JournalAttachment
    {
        JournalAttachment(
            network: network, listName: network, interface: interface, version: "1.0.0",
            origin: isDefault ? "cluster network" : "annotation element 1", isDefault: isDefault, disableCheck: false,
            disableGC: false, defaultRoute: nil,
            plugins: [
                JournalPlugin(type: type, path: "/opt/cni/bin/" + type, configuration: configuration)
            ])
    }
}
