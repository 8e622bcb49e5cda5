import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// A cluster network whose plugins are in the folder of its name: Multus cuts such configurations down at DEL and CHECK
/// (its issues 1449 and 1454), so that addresses leak.
@Suite(.privateHost) struct ChainedFolderTests {
    @Test("addresses don't leak: host-local gets its ranges at DEL", arguments: [true, false])
    func ranges(inlined: Bool) throws {
        var node = try Node()
        let folder = node.folder + "/net.d"
        let plugin: JSONValue = [
            "type": "ptp", "ipMasq": false, "ipam": node.hostLocal(["10.60.0.0/24"], routes: ["0.0.0.0/0"]),
        ]
        var list: JSONObject = ["cniVersion": "1.0.0", "name": "chained"]
        try TestFile.makeFolder(folder + "/chained")
        if inlined {
            list["plugins"] = [plugin]
            try TestFile.write(
                #"{"type":"tuning","sysctl":{"net.ipv4.conf.eth0.arp_filter":"1"}}"#, to: folder + "/chained/20-t.conf")
        } else {
            try TestFile.write(plugin.bytes, to: folder + "/chained/10-ptp.conf")
        }
        try TestFile.write(JSONValue.object(list).bytes, to: folder + "/10-chained.conflist")
        node.settings["clusterNetwork"] = .string(folder + "/10-chained.conflist")
        let pod = try node.host.pod()
        let added = try node.add(pod)
        try #require(added.succeeded, "\(added)")
        #expect(node.reservations() == ["chained/10.60.0.2"])
        let checked = try node.check(pod)
        #expect(checked.succeeded, "\(checked)")
        let deleted = try node.delete(pod)
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("each key of each plugin is the same at ADD, CHECK and DEL")
    func keys() throws {
        var node = try Node()
        let folder = node.folder + "/net.d"
        try node.scripted("main", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        try node.scripted("extra", ["place": "later"])
        try TestFile.makeFolder(folder + "/chained")
        try TestFile.write(
            #"{"cniVersion":"1.0.0","name":"chained","plugins":[{"type":"main","a":{"b":[1.50,null]},"kubernetes":{"k8s_api_root":"x"},"ipam":{"type":"","assign_ipv4":"true"}}]}"#,
            to: folder + "/10-chained.conflist")
        try TestFile.write(
            #"{"type":"extra","name":"own","z":12345678901234567890,"policy":{"type":"k8s"}}"#,
            to: folder + "/chained/10-extra.conf")
        node.settings["clusterNetwork"] = .string(folder + "/10-chained.conflist")
        let pod = try node.host.pod()
        let added = try node.add(pod)
        try #require(added.succeeded, "\(added)")
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        for type in ["main", "extra"] {
            let inputs = try node.calls(type).map { call -> String in
                var object = call.configuration.object ?? JSONObject()
                object["prevResult"] = nil
                return JSONValue.object(object).text
            }
            #expect(inputs.count == 3)
            #expect(Set(inputs).count == 1)
            let kept =
                type == "main"
                ? #""a":{"b":[1.50,null]},"kubernetes":{"k8s_api_root":"x"},"ipam":{"type":"","assign_ipv4":"true"}"#
                : #""z":12345678901234567890,"policy":{"type":"k8s"}"#
            #expect(inputs.first?.contains(kept) == true, "\(inputs)")
        }
        #expect(try node.refusals().isEmpty)
    }
}
