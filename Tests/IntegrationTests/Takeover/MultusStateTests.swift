import ExactJSON
import Foundation
import TartanStore
import TartanTestSupport
import Testing

/// DEL of sandboxes that Multus attached, before Tartan took over.
@Suite(.privateHost) struct MultusStateTests {
    private let node: Node
    private let pod: TestPod
    private let multus: MultusHand

    init() throws {
        node = try Node()
        pod = try node.host.pod()
        multus = MultusHand(node: node, pod: pod)
        try node.host.shell("ip link add uplink type veth peer name uplink-peer; ip link set uplink up")
    }

    private var cluster: JSONValue {
        node.list(
            "cluster", node.bridge("cni0", subnet: "10.1.0.0/24", ["isGateway": true]),
            ["type": "portmap", "snat": true, "capabilities": ["portMappings": true]])
    }

    private var ports: JSONObject {
        ["portMappings": [["hostPort": 8080, "containerPort": 80, "protocol": "tcp"]]]
    }

    private var storage: JSONValue {
        node.list(
            "storage",
            ["type": "macvlan", "master": "uplink", "mode": "bridge", "ipam": node.hostLocal(["10.2.0.0/24"])])
    }

    private func attach() throws {
        try multus.attach([
            .init(name: "cluster", list: cluster, capabilities: ports),
            .init(name: "default/storage", list: storage),
            .init(name: "default/lan", list: single, interface: "lan0"),
        ])
        #expect(try node.host.links(in: pod.name) == ["eth0", "lan0", "net1"])
        #expect(node.reservations().count == 3)
        #expect(try !node.rules().isEmpty)
    }

    private var single: JSONValue { node.single("lan", version: "0.3.1", node.bridge("lan0", subnet: "10.3.0.0/24")) }

    /// Everything that pods don't share is gone.
    private func expectNothingLeft() throws {
        let bridges = ["cni0", "lan0", "uplink", "uplink-peer"]
        #expect(try node.leftBehind(pod, host: bridges, rules: false).isEmpty)
        #expect(try !node.rules().contains { $0.contains("8080") })
        #expect(multus.files().isEmpty)
    }

    @Test("a pod that Multus attached is detached by Multus' own state, and nothing of either is left")
    func detaches() throws {
        try attach()
        let answer = try node.delete(pod)
        #expect(answer.succeeded, "\(answer)")
        #expect(answer.outcome.output.isEmpty)
        try expectNothingLeft()
        #expect(multus.files(hidden: true).isEmpty)
        let history = try #require(try node.history(pod))
        #expect(history.attachments.map(\.interface) == ["eth0", "net1", "lan0"])
        #expect(history.attachments.map(\.version) == ["1.0.0", "1.0.0", "0.3.1"])
        #expect(try node.delete(pod).succeeded)
    }

    @Test("a node that has no store yet gets one with the first DEL")
    func noStore() throws {
        try attach()
        try node.host.shell("rm -r \(node.store.root)")
        #expect(try node.delete(pod).succeeded)
        try expectNothingLeft()
        #expect(try node.history(pod) != nil)
    }

    @Test("without libcni's results the state file is enough")
    func noResults() throws {
        try attach()
        try node.host.shell("rm -r \(multus.results)")
        #expect(try node.delete(pod, keys: ["runtimeConfig": .object(ports)]).succeeded)
        try expectNothingLeft()
    }

    @Test("without the state file libcni's results are enough")
    func noStateFile() throws {
        try attach()
        try node.host.shell("rm \(multus.state)")
        #expect(try node.delete(pod).succeeded)
        try expectNothingLeft()
    }

    @Test("a sandbox whose namespace is gone is detached too")
    func namespaceGone() throws {
        try attach()
        try node.host.removeNamespace(of: pod)
        #expect(try node.delete(pod).succeeded)
        try expectNothingLeft()
    }

    @Test("a broken state file is an error once, which names it; the rest is detached and the next DEL succeeds")
    func brokenStateFile() throws {
        try attach()
        try TestFile.write(#"[{"Name":"cluster","Bytes":"#, to: multus.state)
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains(multus.state))
        #expect(answer.details.contains(".damaged-"))
        try expectNothingLeft()
        #expect(multus.files(hidden: true).contains(".damaged-\(pod.containerID)"))
        #expect(try node.delete(pod).succeeded)
    }

    @Test("where nothing of the state can be read, what the annotation names is detached, and it is an error once")
    func nothingReadable() throws {
        try node.writeConfiguration("10-cluster.conflist", cluster)
        try node.network("storage", storage)
        try multus.attach([
            .init(name: "cluster", list: cluster), .init(name: "default/storage", list: storage),
        ])
        try node.host.shell("rm -r \(multus.results)")
        try TestFile.write("{}", to: multus.state)
        let answer = try node.delete(pod, "storage")
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains("is no list of networks"))
        try expectNothingLeft()
        #expect(try node.delete(pod, "storage").succeeded)
    }

    @Test(
        "where a part of the state is lost, configuration and annotation tell the rest",
        arguments: [
            // The state file, and the cluster network's result: gone, or cut off.
            ("rm STATE RESULTS/cluster-*", true), ("truncate -s 300 STATE; rm RESULTS/cluster-*", false),
            ("truncate -s 300 STATE RESULTS/cluster-*", false), ("rm STATE RESULTS/storage-*", true),
            ("truncate -s 50 RESULTS/storage-*; rm STATE", false),
        ])
    func partlyLost(damage: String, succeeds: Bool) throws {
        try node.writeConfiguration("10-cluster.conflist", cluster)
        try node.network("storage", storage)
        try multus.attach([.init(name: "cluster", list: cluster), .init(name: "default/storage", list: storage)])
        let script = damage.replacingOccurrences(of: "STATE", with: multus.state)
        try node.host.shell(script.replacingOccurrences(of: "RESULTS", with: multus.results))
        let answer = try node.delete(pod, "storage")
        #expect(answer.succeeded == succeeds, "\(answer)")
        try expectNothingLeft()
        #expect(try node.delete(pod, "storage").succeeded)
    }

    @Test("an element that makes no sense is named, and the others are detached")
    func brokenElement() throws {
        try attach()
        var state = try #require(JSONParser.parse(TestFile.textIfThere(multus.state) ?? "", limit: 1 << 20).array)
        state[1] = "nonsense"
        try TestFile.write(JSONValue.array(state).bytes, to: multus.state)
        try node.host.shell("rm -r \(multus.results)")
        let answer = try node.delete(pod, keys: ["runtimeConfig": .object(ports)])
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains("element 2 of \(multus.state) is no network"))
        #expect(try node.host.links(in: pod.name) == ["net1"])
        #expect(try node.delete(pod).succeeded)
    }

    @Test(
        "names and configurations that lead elsewhere are named and never used",
        arguments: [
            (#""ifnameRequest":"../../x""#, "no valid name"), (#""Bytes":"%%%""#, "no configuration"),
            (#""Bytes":"e30=""#, "no configuration"),
            // {"type":"../evil","name":"a"}
            (#""Bytes":"eyJ0eXBlIjoiLi4vZXZpbCIsIm5hbWUiOiJhIn0=""#, "no configuration"),
        ])
    func hostile(key: String, message: String) throws {
        try TestFile.makeFolder(multus.results)
        let bytes = Data(storage.bytes).base64EncodedString()
        let rest = key.hasPrefix(#""Bytes""#) ? "" : #","Bytes":"\#(bytes)""#
        try TestFile.write(#"[{"Name":"x","Conf":{"type":"bridge"},\#(key)\#(rest)}]"#, to: multus.state)
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains(message))
        #expect(try node.delete(pod).succeeded)
    }

    @Test("a DEL that fails keeps a record, and the next one tries it again")
    func failingDelete() throws {
        try node.scripted("odd", ["ADD": ["interface": true], "DEL": ["error": ["code": 107, "msg": "not now"]]])
        try multus.attach([
            .init(name: "cluster", list: cluster), .init(name: "default/odd", list: node.list("odd", ["type": "odd"])),
        ])
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 107)
        #expect(answer.message.contains("not now"))
        #expect(multus.files().isEmpty)
        #expect(try node.store.records().count == 1)
        #expect(try node.host.links(in: pod.name) == ["net1"])
        try node.setScript("odd", ["DEL": ["run": .string("nsenter --net=\(pod.netns) ip link delete $CNI_IFNAME")]])
        #expect(try node.delete(pod).succeeded)
        #expect(try node.store.records().isEmpty)
        #expect(try node.host.links(in: pod.name).isEmpty)
        let prevResults = try node.calls("odd", "DEL").map { $0.configuration["prevResult"]?["interfaces"] != nil }
        #expect(prevResults == [true, true])
        #expect(
            try node.calls("odd", "DEL").map { $0.environment["CNI_ARGS"] } == [multus.arguments, multus.arguments])
    }

    @Test("the device information file that Multus made goes, one elsewhere stays")
    func deviceInformation() throws {
        let folder = "/var/run/k8s.cni.cncf.io/devinfo/cni"
        try node.host.shell("mkdir -p \(folder); touch \(folder)/storage-1 /run/other")
        let paths = ["\(folder)/storage-1", "\(folder)/../../../../run/other"]
        try multus.attach(
            [.init(name: "cluster", list: cluster)]
                + paths.enumerated().map { index, path in
                    .init(
                        name: "default/lan\(index)",
                        list: node.single(
                            "lan\(index)", version: "0.3.1", node.bridge("lan0", subnet: "10.3.\(index).0/24")),
                        capabilities: ["CNIDeviceInfoFile": .string(path)])
                })
        #expect(try node.delete(pod).succeeded)
        #expect(try node.host.shell("ls \(folder) /run | grep -E 'storage-1|other'") == "other\n")
    }

    @Test("where nothing can be written Multus' state stays until everything is detached")
    func unwritable() throws {
        try node.scripted("odd", ["ADD": ["interface": true], "DEL": ["error": ["code": 107, "msg": "not now"]]])
        try multus.attach([.init(name: "odd", list: node.list("odd", ["type": "odd"]))])
        try node.host.shell("mount -o ro,bind \(node.store.root) \(node.store.root)")
        #expect(try node.delete(pod).errorCode == 107)
        #expect(multus.files().count == 2)
        try node.setScript("odd", ["DEL": ["run": .string("nsenter --net=\(pod.netns) ip link delete $CNI_IFNAME")]])
        #expect(try node.delete(pod).succeeded)
        #expect(multus.files().isEmpty)
        #expect(try node.host.links(in: pod.name).isEmpty)
    }

    /// Multus v4.3.0 keeps of a cluster network from a file just the keys that libcni knows (#1449, #1454).
    @Test("a state that lost its keys is completed from the cluster network's file")
    func lostKeys() throws {
        try node.writeConfiguration(
            "10-cluster.conflist", node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24")))
        try node.host.shell("mkdir \(node.configurationFolder)/cluster")
        try node.writeConfiguration(
            "cluster/20-ports.conf", ["type": "portmap", "capabilities": ["portMappings": true]])
        try multus.attach([.init(name: "cluster", list: cluster, capabilities: ports)])
        let cut = node.list("cluster", ["type": "bridge", "ipam": ["type": "host-local"]], ["type": "portmap"])
        let bytes = Data(cut.bytes).base64EncodedString()
        try TestFile.write(
            JSONValue.array([["Name": "cluster", "ConfList": cut, "Bytes": .string(bytes)]]).bytes, to: multus.state)
        let cache = "\(multus.results)/cluster-\(pod.containerID)-eth0"
        var result = try #require(JSONParser.parse(TestFile.textIfThere(cache) ?? "", limit: 1 << 20).object)
        result["config"] = .string(
            Data(node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24")).bytes).base64EncodedString())
        try TestFile.write(JSONValue.object(result).bytes, to: cache)
        let keys: JSONObject = ["clusterNetwork": .string("\(node.configurationFolder)/10-cluster.conflist")]
        let answer = try node.delete(pod, keys: keys)
        #expect(answer.succeeded, "\(answer)")
        try expectNothingLeft()
        #expect(node.reservations().isEmpty)
    }
}
