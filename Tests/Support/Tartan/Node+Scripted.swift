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

    /// What the plugin was given, call by call.
    ///
    /// - Parameter command: only calls of that kind.
    package func calls(_ type: String, _ command: String? = nil) throws -> [RecordedCall] {
        try TestFile.names(in: "\(folder)/bin/\(type).calls").map { name in
            try RecordedCall(TestFile.bytesIfThere("\(folder)/bin/\(type).calls/\(name)") ?? [])
        }.filter { command == nil || $0.command == command }
    }

    /// Every call of a scripted plugin that it refused, with its reason: Tartan broke a rule.
    package func refusals() throws -> [String] {
        let folders = TestFile.names(in: "\(folder)/bin").filter { $0.hasSuffix(".calls") }
        return try folders.flatMap { try calls(String($0.dropLast(6))).compactMap(\.refusal) }
    }
}
