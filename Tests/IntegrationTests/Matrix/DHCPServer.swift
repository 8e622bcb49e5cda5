import TartanTestSupport

/// A DHCP server for one address and the daemon of the dhcp plugin, both on a test's private host.
final class DHCPServer: Sendable {
    static let isHere = Executables.has(plugins: "dhcp") && TestFile.exists("/bin/busybox")

    private let processes: [RunningCommand]

    /// - Parameter interface: of the host, with an address of the network.
    init(_ node: Node, interface: String, address: String) throws {
        let folder = node.folder
        try TestFile.write(
            """
            start \(address)
            end \(address)
            max_leases 1
            interface \(interface)
            lease_file \(folder)/leases.udhcpd
            pidfile \(folder)/udhcpd.pid
            option subnet 255.255.255.0
            option lease 3600

            """, to: folder + "/udhcpd.conf")
        try TestFile.write("", to: folder + "/leases.udhcpd")
        try node.host.shell("mkdir -p /run/cni")
        processes = [
            try node.host.start(
                TestCommand(["/bin/busybox", "udhcpd", "-f", "-a", "1", folder + "/udhcpd.conf"], timeout: 600)),
            try node.host.start(TestCommand([Executables.plugins + "/dhcp", "daemon"], timeout: 600)),
        ]
        let socket = "/proc/\(node.host.processID)/root/run/cni/dhcp.sock"
        try Waiting.until("the dhcp daemon and its server") {
            TestFile.exists(socket) && TestFile.exists(folder + "/udhcpd.pid")
        }
    }
}
