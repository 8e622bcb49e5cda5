import ExactJSON
import Foundation
import TartanTestSupport
import TestKit
import Testing

/// A sandbox as Multus attaches it: the plugins are run as libcni runs them, and the state is written as Multus v4.3.0 and
/// libcni write it.
struct MultusHand {
    let node: Node
    let pod: TestPod
    var state: String { "\(node.folder)/multus/\(pod.containerID)" }
    /// CNI_ARGS as Multus makes it.
    var arguments: String { pod.arguments + ";MAC=02:00:00:00:00:07" }
    var results: String { "\(node.folder)/multus/results" }

    struct Network {
        /// As Multus' state names it.
        var name: String
        var list: JSONValue
        var interface: String?
        var capabilities: JSONObject = [:]
    }

    func attach(_ networks: [Network]) throws {
        try TestFile.makeFolder(results)
        var delegates: [JSONValue] = []
        for network in networks { delegates.append(delegate(network)) }
        try TestFile.write(JSONValue.array(delegates).bytes, to: state)
        for (index, network) in networks.enumerated() {
            try attach(network, network.interface ?? (index == 0 ? pod.interface : "net\(index)"))
        }
    }

    private func attach(_ network: Network, _ interface: String) throws {
        var previous: JSONValue?
        let version = network.list["cniVersion"] ?? "1.0.0"
        for plugin in network.list["plugins"]?.array ?? [network.list] {
            var input = plugin.object ?? [:]
            let declared = input["capabilities"]?.object ?? [:]
            var values: JSONObject = [:]
            for member in network.capabilities.members where declared[member.key] == true {
                values[member.key] = member.value
            }
            input["capabilities"] = nil
            if !values.isEmpty { input["runtimeConfig"] = .object(values) }
            input["name"] = network.list["name"]
            input["cniVersion"] = version
            input["prevResult"] = previous
            var call = TartanCall("ADD", .object(input), pod: pod, path: node.path)
            call.interface = interface
            let type = try #require(input["type"]?.string)
            call.executable = try executable(type)
            let answer = try node.run(call)
            guard answer.succeeded else { throw TestFailure("\(type): \(answer)") }
            previous = answer.json
        }
        let name = network.list["name"]?.string ?? ""
        let cache: JSONValue = [
            "kind": "cniCacheV1", "containerId": .string(pod.containerID), "config": .string(base64(network.list)),
            "ifName": .string(interface), "networkName": .string(name), "netns": .string(pod.netns),
            "cniArgs": .array(
                arguments.split(separator: ";").map { pair in
                    .array(pair.split(separator: "=").map { .string(String($0)) })
                }),
            "capabilityArgs": .object(network.capabilities), "result": previous ?? .null,
        ]
        try TestFile.write(cache.bytes, to: "\(results)/\(name)-\(pod.containerID)-\(interface)")
    }

    /// Scripted plugins check that it is Tartan who calls them, so a stand-in makes their interface.
    private func executable(_ type: String) throws -> String {
        guard TestFile.exists("\(node.folder)/bin/\(type)") else { return "\(Executables.plugins)/\(type)" }
        let standIn = "\(node.folder)/stand-in"
        try TestFile.write(
            """
            #!/bin/sh -e
            nsenter --net="$CNI_NETNS" ip link add "$CNI_IFNAME" type bridge
            printf '{"cniVersion":"1.0.0","interfaces":[{"name":"%s","sandbox":"%s"}]}' "$CNI_IFNAME" "$CNI_NETNS"
            """, to: standIn, mode: 0o700)
        return standIn
    }

    private func delegate(_ network: Network) -> JSONValue {
        let isList = network.list["plugins"] != nil
        var delegate: JSONObject = [
            "Conf": isList ? ["type": ""] : network.list, "ConfList": isList ? network.list : [:],
            "Name": .string(network.name), "IsFilterV4Gateway": false, "IsFilterV6Gateway": false,
            "Bytes": .string(base64(network.list)),
        ]
        if let interface = network.interface { delegate["ifnameRequest"] = .string(interface) }
        return .object(delegate)
    }

    private func base64(_ value: JSONValue) -> String { Data(value.bytes).base64EncodedString() }

    /// What is in Multus' folders, without the folder of results.
    func files(hidden: Bool = false) -> [String] {
        let folder = "\(node.folder)/multus"
        return (names(folder, hidden).filter { $0 != "results" } + names(results, hidden)).sorted()
    }

    private func names(_ folder: String, _ hidden: Bool) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { hidden || !$0.hasPrefix(".") }
    }
}
