import CNI
import Glibc
import LinuxSystem
import Validation

/// The interfaces of a node, as /sys has them.
struct NodeLinkCollection {
    private let files: HostFiles
    private static let folder = "/sys/class/net"
    /// ARPHRD_ETHER, as the kernel writes it.
    private static let ethernet = "1"

    init(_ files: HostFiles) { self.files = files }

    /// - Parameter asked: names that configurations have; those that are no interface's first name are looked up.
    /// - Returns: nil where there is no such folder.
    func links(asked: Set<String>) -> NodeLinks? {
        guard let names = try? Files.names(in: files.kernel(Self.folder)), !names.isEmpty else { return nil }
        let addresses = files.root == nil ? HostLinks(files).addresses : [:]
        var links: [NodeLink] = []
        var places: [String: Int] = [:]
        for name in names {
            guard let index = text(name, "ifindex") else { continue }
            places[index] = links.count
            links.append(link(name, addresses[name, default: []]))
        }
        if files.root == nil {
            let known = Set(names)
            // The kernel knows an interface by its further names as well.
            for name in asked.subtracting(known).sorted() where (try? InterfaceName(name)) != nil {
                if let place = places["\(unsafe if_nametoindex(name))"] { links[place].otherNames.append(name) }
            }
        }
        let routes = DefaultRoute(files)
        return NodeLinks(links, defaultLink: routes?.link, knowsDefault: routes != nil)
    }

    private func link(_ name: String, _ addresses: [IPNetwork]) -> NodeLink {
        var link = NodeLink(name: name)
        let flags = text(name, "flags").flatMap { Int($0.dropFirst(2), radix: 16) }
        link.isUp = flags.map { $0 & Int(IFF_UP) != 0 } ?? true
        if link.isUp { link.hasCarrier = text(name, "carrier").map { $0 == "1" } }
        link.mtu = text(name, "mtu").flatMap { Int($0) }
        link.isEthernet = text(name, "type").map { $0 == Self.ethernet } ?? true
        link.kind = kind(name)
        link.master = AbsolutePath.resolved(files.kernel("\(Self.folder)/\(name)/master")).map(HostFiles.name)
        if let kind = link.kind, ["vlan", "macvlan", "macvtap", "ipvlan", "ipvtap"].contains(kind) {
            link.parent = lower(name)
            if kind == "vlan" { link.vlan = vlan(name) }
        }
        link.filtersVLANs = text(name, "bridge/vlan_filtering").map { $0 == "1" }
        link.addresses = addresses
        return link
    }

    private func text(_ name: String, _ file: String) -> String? {
        files.kernelText("\(Self.folder)/\(name)/\(file)")
    }

    private func has(_ name: String, _ file: String) -> Bool {
        FileIdentity(path: files.kernel("\(Self.folder)/\(name)/\(file)")) != nil
    }

    private func kind(_ name: String) -> String? {
        if has(name, "bridge") { return "bridge" }
        if has(name, "bonding") { return "bond" }
        if has(name, "phy80211") || has(name, "wireless") { return "wlan" }
        let lines = text(name, "uevent")?.split(separator: "\n") ?? []
        return lines.first { $0.hasPrefix("DEVTYPE=") }.map { String($0.dropFirst("DEVTYPE=".count)) }
    }

    /// The only interface below it; nil for one in another namespace.
    private func lower(_ name: String) -> String? {
        let names = (try? Files.names(in: files.kernel("\(Self.folder)/\(name)"))) ?? []
        let lower = names.filter { $0.hasPrefix("lower_") }
        return lower.count == 1 ? lower.first.map { String($0.dropFirst("lower_".count)) } : nil
    }

    /// `eth1.5  VID: 5   REORDER_HDR: 1 …`
    private func vlan(_ name: String) -> Int? {
        let line = files.kernelText("/proc/net/vlan/\(name)")?.split(separator: "\n").first
        let words = line?.split { $0 == " " || $0 == "\t" } ?? []
        guard let place = words.firstIndex(of: "VID:"), place + 1 < words.count else { return nil }
        return Int(words[place + 1])
    }
}

/// The interface of a node's default route, which plugins take where no other is named.
private struct DefaultRoute {
    /// Nil where there is no such route.
    let link: String?

    /// - Returns: nil if the kernel's lists of routes can't be read.
    init?(_ files: HostFiles) {
        // In a copy of /proc the process' own network would be another's.
        let folder = files.root == nil ? "/proc/net" : "/proc/1/net"
        guard let v4 = Self.lines("\(folder)/route", files) else { return nil }
        let v6 = Self.lines("\(folder)/ipv6_route", files) ?? []
        let routes4 = v4.filter { $0.count > 7 && $0[1] == "00000000" && $0[7] == "00000000" }
            .map { (name: $0[0], metric: Int($0[6]) ?? 0) }
        let routes6 = v6.filter { $0.count > 9 && $0[0].allSatisfy { $0 == "0" } && $0[1] == "00" && $0[9] != "lo" }
            .map { (name: $0[9], metric: Int($0[5], radix: 16) ?? 0) }
        link = (routes4.min { $0.metric < $1.metric } ?? routes6.min { $0.metric < $1.metric }).map { String($0.name) }
    }

    private static func lines(_ path: String, _ files: HostFiles) -> [[Substring]]? {
        guard let bytes = try? Files.read(files.kernel(path), limit: Limits.kernelList) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            line.split { $0 == " " || $0 == "\t" }
        }
    }
}
