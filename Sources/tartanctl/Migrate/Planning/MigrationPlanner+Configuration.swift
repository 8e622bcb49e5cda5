import CNI
import ExactJSON
import TartanCore
import Validation

// Tartan's configuration
extension MigrationPlanner {
    /// Multus asks nobody where the cluster network is one by reference.
    mutating func warnOfCheck(_ found: NetworkSearch.Found) {
        guard let finding = NodeFinding.portmapCheck(found.configuration, found.source, remark: " (D19)") else {
            return
        }
        migration.findings.append(finding)
    }

    /// What Multus doesn't have and its users rely on.
    mutating func add(_ network: NetworkConfiguration?) {
        var capabilities = values["capabilities"]?.object ?? JSONObject()
        for plugin in network?.plugins ?? [] {
            for capability in plugin.capabilities where capabilities[capability] == nil {
                capabilities[capability] = true
            }
        }
        capabilities[Settings.annotationsCapability] = true
        let had = values["capabilities"] != nil
        values["capabilities"] = .object(capabilities)
        if had, let index = migration.entries.firstIndex(where: { $0.key == "capabilities" && $0.outcome == .changed })
        {
            migration.entries[index].becomes = .object(capabilities)
        } else {
            added(
                "capabilities", .object(capabilities),
                "the cluster network's, and the one by which the runtime hands over the pod's annotations")
        }
        if values["confDir"] == nil {
            added("confDir", .string(Self.standardFolder), "Multus' default; Tartan's own is /etc/cni/tartan.d")
        }
        added(
            "result", "primary", "the runtime is answered as by Multus; CRI-O takes every address for the pod's (D11)")
        added("requestsAsArguments", true, "mac and ips that no plugin declares go into CNI_ARGS, as with Multus (D7)")
        guard installation.configuration == nil else { return }
        if values["name"] == nil || installation.daemon?.keys.value(of: "overrideNetworkName")?.boolean == true {
            let overrides = installation.daemon?.keys.value(of: "overrideNetworkName")?.boolean == true
            let name = (overrides ? network?.name : nil) ?? "multus-cni-network"
            added("name", .string(name), overrides ? "the cluster network's (overrideNetworkName)" : "Multus' default")
        }
    }

    mutating func added(_ key: String, _ value: JSONValue, _ why: String) {
        values[key] = value
        migration.entries.append(
            KeyEntry(key: key, file: nil, outcome: .added, was: nil, becomes: value, why: why, byHand: nil))
    }

    /// - Note: nothing is made while something is in the way, because it would be half a configuration.
    mutating func compose() {
        if values["cniVersion"] == nil, values["cniVersions"] == nil {
            added("cniVersion", .string(KeyConversion.oldestWritten.description), "none is stated")
        }
        guard migration.obstacles.isEmpty else { return }
        var list = JSONObject()
        var plugin: JSONObject = values["type"] == nil ? ["type": "tartan"] : [:]
        for member in values.members {
            switch MultusKey.named(member.key)?.rule {
            case .name, .listFlag: list[member.key] = member.value
            // Of cniVersion and cniVersions the runtime takes the highest.
            case .version, .versions: list["cniVersion"] = Self.higher(list["cniVersion"], member.value)
            default: plugin[member.key] = member.value
            }
        }
        var document = JSONObject()
        for key in ["cniVersion", "name"] { document[key] = list[key] }
        for member in list.members where document[member.key] == nil { document[member.key] = member.value }
        let others = (installation.configuration?.before ?? [], installation.configuration?.after ?? [])
        document["plugins"] = .array(others.0 + [.object(plugin)] + others.1)
        if rehearse(plugin, list) { migration.document = .object(document) }
    }

    private static func higher(_ one: JSONValue?, _ other: JSONValue) -> JSONValue {
        guard let one, let version = CNIVersion(one.string ?? ""), let others = CNIVersion(other.string ?? "") else {
            return other
        }
        return version > others ? one : other
    }
}
