import ExactJSON
import Findings
import PluginCatalogue
import Wording

/// The interfaces on which plugins make theirs: there, up, and such that the kernel allows it.
struct NodeMasterCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let links = node.facts.links else { return }
        // What a network's plugin makes on the node is there once it has run.
        let made = Set(node.configurations.compactMap { BridgeUse($0, node.context)?.bridge })
        for configuration in node.configurations {
            checkDefault(configuration, links, node, &sink)
            for use in NodeMasterUse.all(of: configuration, node) {
                if let link = links[use.name] {
                    check(use, link, links, node, &sink)
                } else if !made.contains(use.name) {
                    reportMissing(use, links, node, &sink)
                }
            }
        }
    }

    private func checkDefault(
        _ configuration: ConfigurationFacts, _ links: NodeLinks, _ node: NodeScope, _ sink: inout FindingSink
    ) {
        guard links.knowsDefault, links.defaultLink == nil, let plugin = configuration.plugins.first, plugin.index == 0,
            NodeMasterUse.takesDefault(plugin), !plugin.cursor.isTrue("linkInContainer"),
            let type = plugin.cursor["type"]
        else { return }
        sink.report(
            .noDefaultMaster, at: type.spot,
            "\(configuration.title) names no \"master\", and \(node.facts.name) has no default route to take one from",
            label: "\"master\" is missing",
            notes: [
                "\(plugin.type) would take the interface of the default route: \"no default route interface found\"."
            ])
    }

    private func reportMissing(
        _ use: NodeMasterUse, _ links: NodeLinks, _ node: NodeScope, _ sink: inout FindingSink
    ) {
        let near = Spelling.closest(to: use.name, in: links.names)
        var notes = ["A pod of \(use.configuration.title) fails here: Link not found."]
        if let dot = use.name.lastIndex(of: "."), let vlan = Int(use.name[use.name.index(after: dot)...]),
            let base = links[String(use.name[..<dot])], (1...4094).contains(vlan)
        {
            notes.append(
                "\(use.plugin.type) makes no VLAN interface on the node: ip link add link \(base.name) name \(use.name) type vlan id \(vlan)"
            )
        }
        sink.report(
            .masterMissing, at: use.spot, "\(node.facts.name) has no interface \"\(use.name)\"",
            label: near.map { "there is \"\($0)\"" } ?? Self.list(links), notes: notes)
    }

    private static func list(_ links: NodeLinks) -> String {
        let names = links.all.filter { $0.name != "lo" && $0.parent == nil }.map(\.name)
        guard !names.isEmpty else { return "not on this node" }
        return "there are \(names.prefix(6).joined(separator: ", "))\(names.count > 6 ? ", …" : "")"
    }

    private func check(
        _ use: NodeMasterUse, _ link: NodeLink, _ links: NodeLinks, _ node: NodeScope, _ sink: inout FindingSink
    ) {
        if use.takesAllFrames, !link.isEthernet {
            sink.report(
                .masterNoEthernet, at: use.spot, "\(use.words(node)) is no Ethernet interface",
                label: "no Ethernet",
                notes: [
                    "The kernel makes no \(use.plugin.type) on loopback, tunnels and the like: \"invalid argument\"."
                ])
            return
        }
        if use.takesAllFrames, let taker = Taker(link, links, use.plugin.type) {
            sink.report(
                .masterTaken, at: use.spot, "\(use.words(node)) \(taker.words)",
                label: "taken",
                notes: [
                    "An interface hands what it receives to one taker; the kernel refuses \(use.plugin.type) on it: \"device or resource busy\".",
                    taker.remedy,
                ])
            return
        }
        checkState(use, link, node, &sink)
        checkVLAN(use, link, links, node, &sink)
        checkMTU(use, link, node, &sink)
        if use.plugin.type == "macvlan", link.kind == "wlan" {
            sink.report(
                .macvlanOnWireless, at: use.spot, "\(use.words(node)) is a wireless interface",
                label: "its access point knows one MAC address",
                notes: [
                    "Frames of the pod's own MAC address are dropped there, without a word. ipvlan keeps the node's address."
                ])
        }
    }

    private func checkState(_ use: NodeMasterUse, _ link: NodeLink, _ node: NodeScope, _ sink: inout FindingSink) {
        if !link.isUp {
            sink.report(
                .masterDown, at: use.spot, "\(use.words(node)) is down", label: "down",
                notes: [
                    "Nothing is sent or received through it; a vlan on it can't even be set up: \"network is down\".",
                    "sudo ip link set \(link.name) up, and let the node's network configuration do so at boot.",
                ])
        } else if link.hasCarrier == false {
            sink.report(
                .masterWithoutCarrier, at: use.spot, "\(use.words(node)) has no carrier",
                label: "no link at the other end",
                notes: ["Pods start, and reach nobody: look at the cable, the switch's port, or the bond's members."])
        }
    }

    private func checkVLAN(
        _ use: NodeMasterUse, _ link: NodeLink, _ links: NodeLinks, _ node: NodeScope, _ sink: inout FindingSink
    ) {
        guard use.plugin.type == "vlan", let place = use.plugin.cursor["vlanId"], let vlan = place.value.integer,
            vlan > 0
        else { return }
        if let other = links.made(on: link).first(where: { $0.kind == "vlan" && $0.vlan == vlan }) {
            sink.report(
                .vlanTaken, at: place.spot,
                "\(node.facts.name) has VLAN \(vlan) of \"\(link.name)\" already: \"\(other.name)\"",
                label: "once for each master",
                notes: [
                    "The kernel refuses a second one, in whichever namespace: \"file exists\". Use macvlan or ipvlan with the master \"\(other.name)\"."
                ])
        } else if link.kind == "vlan", link.vlan == vlan {
            sink.report(
                .vlanTwice, at: place.spot, "\"\(link.name)\" of \(node.facts.name) is VLAN \(vlan) itself",
                label: "tagged twice",
                notes: [
                    "Frames leave with two tags of \(vlan), which switches drop or put elsewhere. Name the interface below\(link.parent.map { ", \"\($0)\"," } ?? "") as master."
                ])
        }
    }

    private func checkMTU(_ use: NodeMasterUse, _ link: NodeLink, _ node: NodeScope, _ sink: inout FindingSink) {
        guard ["macvlan", "vlan"].contains(use.plugin.type), let most = link.mtu else { return }
        for value in use.plugin.values(.mtu, node.context) {
            guard let mtu = value.integer, mtu > most else { continue }
            sink.report(
                .mtuAboveMaster, at: value.cursor.spot,
                "\"\(value.key)\" is \(mtu), and \(use.words(node)) has \(most)",
                label: "at most \(most) here",
                notes: ["\(use.plugin.type) refuses it: invalid MTU \(mtu), must be [0, master MTU(\(most))]."])
        }
    }
}

/// Who gets what an interface receives.
private struct Taker {
    /// The end of a sentence about the interface.
    let words: String
    let remedy: String

    /// - Returns: nil if the plugin can have it.
    init?(_ link: NodeLink, _ links: NodeLinks, _ type: String) {
        if let master = link.master {
            let kind = links[master]?.kind ?? (master == "ovs-system" ? "openvswitch" : nil)
            guard let kind, ["bridge", "bond", "team", "openvswitch"].contains(kind) else { return nil }
            words = "is a port of the \(kind == "openvswitch" ? "Open vSwitch" : kind) \"\(master)\""
            remedy =
                kind == "openvswitch"
                ? "Use the plugin ovs for that bridge." : "Name \"\(master)\" itself as the master."
            return
        }
        let rivals = type == "macvlan" ? ["ipvlan", "ipvtap"] : ["macvlan", "macvtap"]
        guard let rival = links.made(on: link).first(where: { rivals.contains($0.kind ?? "") }) else { return nil }
        words = "carries the \(rival.kind ?? "") \"\(rival.name)\""
        remedy = "Use one kind for all interfaces that are made on one."
    }
}
