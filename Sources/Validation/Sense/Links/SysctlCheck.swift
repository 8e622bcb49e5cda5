import ExactJSON
import Findings

/// Sysctls of tuning: in its configuration, and in a pod's `cni-args`.
struct SysctlCheck: ConfigurationCheck, PodCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins where plugin.type == "tuning" {
            for sysctls in [plugin.cursor["sysctl"], plugin.cursor["args"]?["cni"]?["sysctl"]] {
                for member in sysctls?.members ?? [] {
                    check(member, &sink)
                    if case .definition = configuration.owner { checkInterface(member, &sink) }
                }
            }
        }
    }

    func check(_ pod: PodFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for use in pod.selections {
            for member in use.element?["cni-args"]?["sysctl"]?.members ?? [] { check(member, &sink) }
        }
    }

    private func checkInterface(_ member: JSONCursor.Member, _ sink: inout FindingSink) {
        guard SysctlPath(member.key).isOfClusterNetwork else { return }
        sink.report(
            .sysctlOfClusterNetwork, at: member.spot,
            "\"\(member.key.cutForMessage)\" is about eth0, the interface of the pod's cluster network",
            label: "did you mean IFNAME in place of eth0?",
            notes: ["It is changed for every pod that asks for this network, whose own interface stays as it is."])
    }

    private func check(_ member: JSONCursor.Member, _ sink: inout FindingSink) {
        let path = SysctlPath(member.key)
        let name = member.key.cutForMessage
        if !path.isNetwork {
            sink.report(
                .sysctlOutsideNetwork, at: member.spot, "\"\(name)\" is no sysctl of the network",
                label: path.isWithoutRoot ? "did you mean \"net.\(name)\"?" : "net.* alone",
                notes: ["tuning refuses it: \"invalid net sysctl key\"."],
                replacement: path.isWithoutRoot ? "\"net.\(name)\"" : nil)
        } else if path.isOfNode {
            sink.report(
                .sysctlOfNode, at: member.spot, "\"\(name)\" holds for the whole node",
                label: "a pod can't set it",
                notes: ["In a pod the file isn't there or can't be written: \"no such file\" or \"permission denied\"."]
            )
        } else if path.hasDottedInterface {
            sink.report(
                .sysctlOfDottedInterface, at: member.spot, "\"\(name)\" has an interface with a dot in its name",
                label: "tuning takes every dot for a slash",
                notes: [
                    "It looks for a file that isn't there. Write IFNAME for the interface of this network: it is put in afterwards."
                ])
        }
    }
}

/// The file of a sysctl below /proc/sys, as tuning makes it of a key.
private struct SysctlPath {
    private let parts: [String]

    init(_ key: String) {
        var parts: [String] = []
        for part in key.utf8.split(whereSeparator: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }) {
            parts.append(String(decoding: part, as: UTF8.self))
        }
        self.parts = parts
    }

    var isNetwork: Bool { parts.count > 1 && parts[0] == "net" }

    /// `ipv4.conf.all.rp_filter`, as sysctl's own files never have it but people do.
    var isWithoutRoot: Bool { parts.count > 1 && ["ipv4", "ipv6", "core", "netfilter", "bridge"].contains(parts[0]) }

    var isOfNode: Bool {
        guard parts.count == 3 else { return false }
        switch parts[1] {
        case "core": return Self.ofNodeInCore.contains(parts[2])
        case "ipv4": return ["tcp_mem", "udp_mem", "tcp_max_orphans"].contains(parts[2])
        case "netfilter": return ["nf_conntrack_max", "nf_conntrack_buckets"].contains(parts[2])
        default: return false
        }
    }

    var hasDottedInterface: Bool {
        parts.count > 5 && ["ipv4", "ipv6"].contains(parts[1]) && ["conf", "neigh"].contains(parts[2])
    }

    var isOfClusterNetwork: Bool {
        parts.count == 5 && isNetwork && ["ipv4", "ipv6"].contains(parts[1]) && ["conf", "neigh"].contains(parts[2])
            && parts[3] == "eth0"
    }

    private static let ofNodeInCore: Set<String> = [
        "bpf_jit_enable", "bpf_jit_harden", "bpf_jit_kallsyms", "bpf_jit_limit", "busy_poll", "busy_read",
        "default_qdisc", "dev_weight", "message_burst", "message_cost", "netdev_budget", "netdev_budget_usecs",
        "netdev_max_backlog", "rmem_default", "rmem_max", "wmem_default", "wmem_max", "rps_sock_flow_entries",
    ]
}
