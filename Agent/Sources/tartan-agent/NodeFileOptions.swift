import ArgumentParser
import NodeInstallation

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which node is meant, and where things are on it.
struct NodeFileOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the node's / is.", valueName: "dir"))
    var host: String

    @Option(
        help: ArgumentHelp(
            "Where this release's tartan and tartanctl are (default: beside tartan-agent).", valueName: "dir"))
    var from: String?

    @Option(help: ArgumentHelp("The node's folder of plugins (default: /opt/cni/bin).", valueName: "dir"))
    var binDir: String?

    @Option(help: ArgumentHelp("The node's folder for tartanctl.", valueName: "dir"))
    var commandDir = InstallationOptions.usualCommandFolder

    @Option(
        help: ArgumentHelp(
            "The runtime's folder on the node (default: what the runtime's own file says).", valueName: "dir"))
    var confDir: String?

    @Option(help: ArgumentHelp("The node's store.", valueName: "dir"))
    var store = "/var/lib/tartan"

    func validate() throws {
        for (name, path) in [
            ("--bin-dir", binDir), ("--command-dir", commandDir), ("--conf-dir", confDir), ("--store", store),
        ] {
            guard let path else { continue }
            let isPlain = path.unicodeScalars.allSatisfy { $0.value > 32 && $0.value < 127 && $0 != "%" && $0 != "\"" }
            guard path.hasPrefix("/"), isPlain else {
                throw ValidationError("\(name) needs an absolute path of the node, without spaces")
            }
        }
    }

    func options(clusterNetwork: String? = nil) -> InstallationOptions {
        var source = from ?? ""
        if source.isEmpty {
            let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
            source = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? ""
        }
        return InstallationOptions(
            host: host, source: source, binaryFolder: binDir, commandFolder: commandDir, configurationFolder: confDir,
            clusterNetwork: clusterNetwork, store: store)
    }

    /// Runs the work, and says what failed as the other commands do.
    func reporting(_ work: () async throws -> Void) async throws {
        do { try await work() } catch let error as InstallationError {
            OutputLine.printError("error: \(error)")
            throw ExitCode(1)
        }
    }
}
