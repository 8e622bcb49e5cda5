import CNI
import LinuxSystem
import Testing

/// docs/configuration.md, the source and the table of these tests know the same keys.
@Suite("Documented keys") struct DocumentedKeysTests {
    private static func root() -> String {
        // Tests/TartanCoreTests/Settings/<this file>
        #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try Files.read(root() + "/" + path, limit: 1 << 20), as: UTF8.self)
    }

    /// The first column of the first table.
    private static func documented() throws -> [String] {
        let lines = try text("docs/configuration.md").split(separator: "\n")
        let table = lines.drop { !$0.hasPrefix("| key |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
        return table.compactMap { row in
            row.split(separator: "`", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
        }
    }

    /// Every literal that is handed to a reading function.
    private static func read() throws -> [String] {
        let functions = [
            "text", "path", "flag", "flags", "object", "list", "texts", "commaSeparated", "choice", "duration",
            "attachments", "identifier",
        ]
        var keys: [String] = []
        let folder = "Sources/TartanCore/Settings"
        for name in try Files.names(in: root() + "/" + folder) {
            let source = try text(folder + "/" + name)
            for function in functions {
                for marker in [" reader.\(function)(\"", " try \(function)(\""] {
                    var rest = source[...]
                    while let place = rest.firstRange(of: marker) {
                        rest = rest[place.upperBound...]
                        keys.append(String(rest.prefix { $0 != "\"" }))
                    }
                }
            }
        }
        return keys
    }

    @Test("docs/configuration.md has one row for each key that is read, and no other")
    func documentation() throws {
        let documented = try Self.documented()
        #expect(documented.count > 20)
        #expect(documented.sorted() == Set(documented).sorted(), "a key has two rows")
        #expect(Set(documented).symmetricDifference(try Self.read()).sorted() == [])
    }

    @Test("each documented key is tested, with its default and its types")
    func tested() throws {
        #expect(Set(try Self.documented()).symmetricDifference(SettingRow.all.map(\.key)).sorted() == [])
    }

    @Test("the documented defaults are those of the settings")
    func defaults() throws {
        let rows = try Self.text("docs/configuration.md").split(separator: "\n")
        for (key, standard) in [
            ("delegateTimeout", "`30s`"), ("readinessTimeout", "`10s`"), ("statusWait", "`200ms`"),
            ("result", "`merged`"),
            ("store", "`/var/lib/tartan`"), ("agentSocket", "`/run/tartan/agent.sock`"), ("logLevel", "`error`"),
            ("globalNamespaces", "`default`"), ("cniDir", "`/var/lib/cni/multus`"),
        ] {
            let row = try #require(rows.first { $0.hasPrefix("| `\(key)` |") })
            let columns = row.split(separator: "|")
            #expect(columns[2].drop { $0 == " " }.hasPrefix(standard), "\(key)")
        }
    }

    @Test("the documented limits are those of the code")
    func limits() throws {
        let text = try Self.text("docs/configuration.md")
        for row in [
            "| networks annotation | \(Limits.annotation >> 10) KiB |",
            "| definition, configuration file | \(Limits.definition >> 20) MiB |",
            "| configuration on stdin, output of a plugin | \(Limits.configuration >> 20) MiB |",
            "| attachments of a pod | \(Limits.attachments) |", "| interface name | \(Limits.longestInterface) bytes |",
            "| stderr of a plugin that is kept | \(Limits.keptStandardError >> 10) KiB,",
            "| ADD | \(Limits.addDeadline / 1000) s, of which the last \(Limits.undoReserve / 1000) s",
            "| DEL, CHECK, GC | \(Limits.deleteDeadline / 1000) s |", "| STATUS | \(Limits.statusDeadline / 1000) s |",
        ] {
            #expect(text.contains(row), "\(row)")
        }
        #expect(Limits.pluginOutput == Limits.configuration)
        #expect(Limits.checkDeadline == Limits.deleteDeadline && Limits.collectDeadline == Limits.deleteDeadline)
    }
}
