import Foundation
import Glibc

/// Where the binaries under test are.
package enum Executables {
    /// TARTAN_UNDER_TEST, else what was built beside the tests.
    package static let tartan = variable("TARTAN_UNDER_TEST") ?? built("tartan")
    package static let tartanctl = variable("TARTANCTL_UNDER_TEST") ?? built("tartanctl")
    package static let scriptedPlugin = built("ScriptedPlugin")
    /// What is run for a plugin that isn't the distribution's: the real one where TARTAN_REAL_FLANNEL, say, names it, else its
    /// stand-in (Tests/StandIns).
    package static func network(_ type: String) -> String {
        variable("TARTAN_REAL_" + type.uppercased().replacingOccurrences(of: "-", with: "_")) ?? built("StandIns")
    }
    /// What a stand-in logs, a real plugin doesn't.
    package static func isStoodIn(_ type: String) -> Bool {
        ["flannel", "calico", "calico-ipam", "weave-net", "weave-ipam", "cilium-cni", "policy"].contains(type)
            && network(type) == built("StandIns")
    }

    /// The folder of the distribution's plugins.
    package static let plugins = variable("TARTAN_PLUGINS") ?? "/usr/lib/cni"

    /// Where Package.swift is.
    package static let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// For `.enabled(if:)`: tests that need a plugin of the distribution are skipped by name where it is missing.
    package static func has(plugins names: String...) -> Bool {
        names.allSatisfy { TestFile.exists("\(plugins)/\($0)") }
    }

    package static let isRoot = geteuid() == 0

    package static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Tests and executables are built into one folder, whatever it is called.
    private static func built(_ name: String) -> String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = (own as NSString).deletingLastPathComponent + "/" + name
        if TestFile.exists(beside) { return beside }
        return packageFolder + "/.build/debug/" + name
    }
}
