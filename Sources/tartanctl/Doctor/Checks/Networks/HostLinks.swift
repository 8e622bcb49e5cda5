import CNI
import Glibc
import LinuxSystem

/// Links of the host, as /sys and the kernel's list of addresses have them.
struct HostLinks {
    let files: HostFiles

    init(_ files: HostFiles) { self.files = files }

    struct Link: Equatable {
        let name: String
        let mac: String
        /// Its other end is elsewhere: veth and the like.
        let isPaired: Bool
    }

    /// Nil where there is no link of that name.
    func link(_ name: String) -> Link? {
        guard (try? InterfaceName(name)) != nil, let mac = files.kernelText("/sys/class/net/\(name)/address") else {
            return nil
        }
        let own = files.kernelText("/sys/class/net/\(name)/ifindex")
        return Link(name: name, mac: mac, isPaired: own != files.kernelText("/sys/class/net/\(name)/iflink"))
    }

    /// How many links a bridge has.
    func ports(of bridge: String) -> Int {
        (try? Files.names(in: files.kernel("/sys/class/net/\(bridge)/brif")).count) ?? 0
    }

    /// Of the namespace of this process.
    func addresses(of name: String) -> [IPNetwork] { addresses[name, default: []] }

    /// By interface, of the namespace of this process.
    var addresses: [String: [IPNetwork]] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&first) == 0 else { return [:] }
        defer { unsafe freeifaddrs(first) }
        var found: [String: [IPNetwork]] = [:]
        var next = unsafe first
        while let entry = unsafe next {
            unsafe next = entry.pointee.ifa_next
            guard let text = unsafe entry.pointee.ifa_name, let address = unsafe Self.bytes(entry.pointee.ifa_addr),
                let mask = unsafe Self.bytes(entry.pointee.ifa_netmask)
            else { continue }
            let length = mask.reduce(0) { $0 + $1.nonzeroBitCount }
            if let address = IPAddress(bytes: address), let network = IPNetwork(address: address, prefixLength: length)
            {
                found[unsafe String(cString: text), default: []].append(network)
            }
        }
        return found
    }

    private static func bytes(_ address: UnsafeMutablePointer<sockaddr>?) -> [UInt8]? {
        guard let address = unsafe address else { return nil }
        let raw = UnsafeRawPointer(address)
        switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET:
            let address = unsafe raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            return unsafe withUnsafeBytes(of: address) { unsafe Array($0) }
        case AF_INET6:
            let address = unsafe raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return unsafe withUnsafeBytes(of: address) { unsafe Array($0) }
        default: return nil
        }
    }
}
