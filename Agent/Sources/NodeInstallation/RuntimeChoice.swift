import ExactJSON

/// What `tartanctl init` decides and writes on the node: the one place for which file the runtime takes.
struct RuntimeChoice: Sendable {
    let commandLine: Program
    let root: HostRoot
    let options: InstallationOptions

    /// More --apply than this nobody has done on one node.
    static let mostUndone = 100

    /// Until another `init` has ended: half a minute at least.
    static let mostTries = 300

    struct Applied: Sendable {
        let isNew: Bool
        let file: String
        let warnings: [String]
    }

    /// - Throws: where something is in the way, with what `init` says to do about it.
    func apply() async throws -> Applied {
        var arguments = ["init", "--apply", "-o", "json"] + node
        if let network = options.clusterNetwork { arguments += ["--cluster-network", network] }
        if let folder = options.binaryFolder { arguments += ["--bin-dir", folder] }
        var answer = try await commandLine.run(arguments)
        var json = try document(answer)
        // Somebody else's, which takes a moment.
        for _ in 0..<Self.mostTries where json["error"]?["code"]?.string == "busy" {
            try await Task.sleep(for: .milliseconds(100))
            answer = try await commandLine.run(arguments)
            json = try document(answer)
        }
        let findings = json["findings"]?.array ?? []
        let words = { (finding: JSONValue) in
            [finding["message"]?.string, finding["next"]?.string].compactMap { $0 }.joined(separator: ". ")
        }
        guard answer.isSuccess, json["possible"]?.boolean == true else {
            let obstacles = findings.filter { $0["severity"]?.string == "obstacle" }.map(words)
            let reason = obstacles.isEmpty ? error(answer) : obstacles.joined(separator: "; ")
            throw InstallationError(
                "the binaries are in place, but the runtime can't be made to use Tartan yet: \(reason)",
                next: "Then run it again: it goes on from here. Until then the runtime does as before.")
        }
        return Applied(
            isNew: json["applied"]?.boolean == true, file: json["writes"]?["file"]?.string ?? "",
            warnings: findings.filter { $0["severity"]?.string == "warning" }.map(words))
    }

    /// Takes back every `init --apply`, the last first.
    ///
    /// - Parameter isForced: also where a file was changed since; it is kept under another name.
    /// - Returns: how many were taken back.
    func undo(isForced: Bool) async throws -> Int {
        for count in 0..<Self.mostUndone {
            let answer = try await commandLine.run(
                ["init", "--undo", "-o", "json"] + (isForced ? ["--force"] : []) + node)
            if answer.isSuccess { continue }
            if (try? document(answer))?["error"]?["code"]?.string == "notFound" { return count }
            throw InstallationError(
                "the configuration can't be taken back, so nothing else was removed: \(error(answer))",
                next: "Look at that file, then run it again, or with --force.")
        }
        return Self.mostUndone
    }

    /// The node's file by which its runtime still calls Tartan.
    func remaining() async throws -> String? {
        let answer = try await commandLine.run(["init", "-o", "json"] + node)
        guard let path = try document(answer)["takesNow"]?.string,
            let text = try NodeFile.text(root.resolve(path)),
            let json = try? JSONParser.parse(text, limit: Program.largestAnswer)
        else { return nil }
        let plugins = json["plugins"]?.array ?? [json]
        return plugins.contains { $0["type"]?.string == HostBinary.Kind.plugin.rawValue } ? path : nil
    }

    private var node: [String] {
        (root.path.isEmpty ? [] : ["--root", root.path])
            + (options.configurationFolder.map { ["--conf-dir", $0] } ?? [])
    }

    private func document(_ answer: Program.Answer) throws -> JSONValue {
        guard let json = try? JSONParser.parse(answer.output, limit: Program.largestAnswer) else {
            throw InstallationError(
                "tartanctl init can't be understood: \(Program.line(answer))",
                next: "Take tartan, tartanctl and tartan-agent of one release.")
        }
        return json
    }

    private func error(_ answer: Program.Answer) -> String {
        (try? document(answer))?["error"]?["message"]?.string ?? Program.line(answer)
    }
}
