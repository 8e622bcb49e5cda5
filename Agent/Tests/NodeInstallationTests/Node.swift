import AgentTestSupport
import Foundation
import NodeInstallation
import Testing

/// A node's files in a folder, with a cluster network, and releases of Tartan made of the built binaries.
final class Node: Sendable {
    static let repository = URL(filePath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
    static let built = "\(repository)/bin"

    let folder = TemporaryFolder()
    var root: String { folder.path + "/node" }

    static let flannel = """
        {"cniVersion":"1.0.0","name":"cbr0","plugins":[{"type":"flannel","delegate":{"isDefaultGateway":true}}]}
        """

    /// The built tartan-agent.
    static func agent() throws -> String {
        let own = Bundle.main.bundleURL
        return try #require(
            [own.deletingLastPathComponent(), own, URL(filePath: "\(repository)/.build-agent-tests/debug")]
                .map { $0.appending(path: "tartan-agent").path }
                .first { FileManager.default.isExecutableFile(atPath: $0) })
    }

    init(clusterNetwork: Bool = true) throws {
        try makeFolder("etc/cni/net.d")
        if clusterNetwork { try write("etc/cni/net.d/10-flannel.conflist", Self.flannel) }
    }

    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: "\(root)/\(path)", withIntermediateDirectories: true)
    }

    func write(_ path: String, _ text: String) throws {
        try makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
        try text.write(toFile: "\(root)/\(path)", atomically: true, encoding: .utf8)
    }

    func data(_ path: String) -> Data? { FileManager.default.contents(atPath: "\(root)/\(path)") }
    func text(_ path: String) -> String? { data(path).map { String(decoding: $0, as: UTF8.self) } }
    func exists(_ path: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")) != nil
    }
    func names(_ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")) ?? []).sorted()
    }
    func mode(_ path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: "\(root)/\(path)"))?[.posixPermissions] as? Int
    }

    /// The built binaries with a mark behind their end, which the kernel doesn't mind: another release.
    func release(_ mark: String) throws -> String {
        let path = try folder.folder("release-" + mark)
        for name in ["tartan", "tartanctl"] {
            var bytes = try #require(
                FileManager.default.contents(atPath: "\(Self.built)/\(name)"), "make build makes bin/\(name)")
            bytes.append(Data(mark.utf8))
            try bytes.write(to: URL(filePath: "\(path)/\(name)"))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(path)/\(name)")
        }
        return path
    }

    func options(_ source: String = Node.built) -> InstallationOptions {
        InstallationOptions(host: root, source: source, store: "/var/lib/tartan")
    }

    /// - Returns: what was told.
    @discardableResult
    func install(_ source: String = Node.built) async throws -> String {
        let lines = Lines()
        try await Installation(options(source)).install { lines.add($0) }
        return lines.text
    }

    @discardableResult
    func rollBack() async throws -> String {
        let lines = Lines()
        try await Installation(options()).rollBack { lines.add($0) }
        return lines.text
    }

    @discardableResult
    func uninstall(isForced: Bool = false, purges: Bool = false) async throws -> String {
        let lines = Lines()
        try await Removal(options()).uninstall(isForced: isForced, purges: purges) { lines.add($0) }
        return lines.text
    }
}

/// What was told, line by line.
final class Lines {
    private(set) var text = ""
    func add(_ line: String) { text += line + "\n" }
}
