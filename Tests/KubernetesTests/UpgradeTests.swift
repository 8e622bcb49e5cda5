import ExactJSON
import TartanTestSupport
import TestKit
import Testing

extension KubernetesTests {
    /// A node that Multus had is taken over, and pods that it attached live on.
    @Suite struct UpgradeTests {
        private static let multusState = "find /var/lib/cni/multus -type f"

        /// The node as it was before Tartan: Multus' file and binary, and beside them the cluster network's own.
        private func withMultus(_ cluster: Cluster, _ body: () throws -> Void) throws {
            let folder = "\(Cluster.state)/cni"
            let storage =
                #"{"cniVersion":"1.0.0","name":"storage","plugins":[{"type":"macvlan","master":"storage0","ipam":"#
            _ = try cluster.shell(
                """
                mkdir \(folder)/aside
                for file in \(folder)/net.d/*; do case $file in */10-cluster.conflist) ;; *) mv "$file" \(folder)/aside/ ;; esac; done
                """)
            defer {
                _ = try? cluster.shell(
                    """
                    find \(folder)/net.d -type f ! -name 10-cluster.conflist -delete
                    rm -f \(folder)/bin/multus \(folder)/bin/networks.json
                    mv \(folder)/aside/* \(folder)/net.d/
                    rmdir \(folder)/aside
                    """)
            }
            try TestFile.write("[\(storage)\(Cluster.addresses("10.30.0.0/24"))}]}]", to: "\(folder)/bin/networks.json")
            _ = try cluster.shell("install -m 0755 '\(Cluster.tool("multus"))' \(folder)/bin/multus")
            try TestFile.write(
                """
                {"cniVersion":"1.0.0","name":"multus-cni-network","type":"multus",
                 "clusterNetwork":"\(folder)/net.d/10-cluster.conflist"}
                """, to: "\(folder)/net.d/00-multus.conf")
            try body()
        }

        @Test("a node is taken over from Multus with pods on it: they live on and end clean, new ones are Tartan's")
        func fromMultus() throws {
            let cluster = try Cluster("from-multus")
            try withMultus(cluster) {
                try cluster.apply(Cluster.pod("old", networks: "storage"))
                try cluster.waitUntilReady("old")
                let before = try cluster.kubectl("exec", "old", "--", "ip", "-4", "-o", "address")
                #expect(try !cluster.shell(Self.multusState).isEmpty, "the runtime did not take Multus")
                #expect(before.contains("eth0") && before.contains("net1") && before.contains("10.30.0."), "\(before)")

                let taken = try cluster.run([
                    Executables.tartanctl, "migrate", "\(Cluster.state)/cni/net.d", "--apply", "--bin-dir",
                    "\(Cluster.state)/cni/bin",
                ])
                #expect(taken.succeeded, "\(taken)")
                #expect(try cluster.kubectl("exec", "old", "--", "ip", "-4", "-o", "address") == before)

                try cluster.apply(Cluster.pod("new", networks: "storage"))
                try cluster.waitUntilReady("new")
                #expect(try cluster.interfaces("new").keys.sorted() == ["eth0", "net1"])
                #expect(
                    try cluster.waitForStatus("new").map { $0["name"]?.string } == ["cluster", "from-multus/storage"])
                try cluster.deleteAll()
                let state = try cluster.shell(Self.multusState)
                #expect(state.isEmpty, "\(state)")
            }
        }
    }
}
