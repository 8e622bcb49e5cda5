package import ExactJSON

// Scripted plugins: doubles that refuse what the specification forbids and do what a script says
extension Node {
    /// Puts the scripted plugin into CNI_PATH under that name. Tests/ScriptedPlugin/Script.swift tells what a script can hold.
    package func scripted(_ type: String, _ script: JSONValue = [:]) throws {
        let file = "\(folder)/bin/\(type)"
        try TestFile.link(file, to: Executables.scriptedPlugin)
        try setScript(type, script)
    }

    /// Changes what the plugin does from now on.
    package func setScript(_ type: String, _ script: JSONValue) throws {
        try TestFile.write(script.bytes, to: "\(folder)/bin/\(type).script")
    }

    /// Makes its interface at ADD and takes it away at DEL.
    package static let honest: JSONValue = ["ADD": ["interface": true], "DEL": ["removeInterface": true]]

    /// A definition whose only plugin is a scripted one of the same name.
    package func scriptedNetwork(_ name: String, _ script: JSONValue = honest, version: String = "1.0.0") throws {
        try scripted(name, script)
        try network(name, list(name, version: version, ["type": .string(name)]))
    }

    /// What the plugin was given, call by call.
    ///
    /// - Parameter command: only calls of that kind.
    package func calls(_ type: String, _ command: String? = nil) throws -> [RecordedCall] {
        // A name with a dot is still being written.
        try TestFile.names(in: "\(folder)/bin/\(type).calls").filter { !$0.hasPrefix(".") }.map { name in
            try RecordedCall(TestFile.bytesIfThere("\(folder)/bin/\(type).calls/\(name)") ?? [])
        }.filter { command == nil || $0.command == command }
    }

    /// `command type interface` of all calls of those plugins, in the order of time.
    package func order(_ types: String...) throws -> [String] {
        try types.flatMap { type in
            try calls(type).map { ($0.time, "\($0.command) \(type) \($0.environment["CNI_IFNAME"] ?? "")") }
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Every call of a scripted plugin that it refused, with its reason: Tartan broke a rule.
    package func refusals() throws -> [String] {
        let folders = TestFile.names(in: "\(folder)/bin").filter { $0.hasSuffix(".calls") }
        return try folders.flatMap { try calls(String($0.dropLast(6))).compactMap(\.refusal) }
    }
}
