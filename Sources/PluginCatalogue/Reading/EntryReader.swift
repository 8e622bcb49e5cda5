import CNI
import MarkedYAML

/// Reads one plugin's file.
struct EntryReader {
    let file: String
    let shapes: SharedKeys.Shapes
    private var keys: KeyReader { KeyReader(file: file, shapes: shapes) }

    func entry(_ bytes: [UInt8]) throws(CatalogueError) -> PluginEntry {
        var fields = try FieldReader(try CatalogueFile.root(bytes, named: file), in: file, "the file")
        var parts = PluginEntry.Parts(
            type: try fields.requiredString("type"), title: try fields.requiredString("title"),
            project: try fields.requiredString("project"), release: try release(&fields))
        parts.aliases = try fields.strings("aliases")
        parts.documentation = try fields.string("documentation")
        parts.roles = try fields.choices("roles")
        if parts.roles.isEmpty { throw fields.missing("roles") }
        guard let position: ChainPosition = try fields.choice("position") else { throw fields.missing("position") }
        parts.position = position
        parts.singlePerPod = try fields.string("singlePerPod")
        parts.ipam = try fields.choice("addresses") ?? .none
        parts.readsLeadingZeroes = try fields.boolean("leadingZeroes") ?? false
        parts.versions = try versions(&fields)
        parts.capabilities = try keys.set(try fields.entries("capabilities"))
        parts.arguments = try keys.set(try fields.entries("arguments"))
        parts.environmentArguments = try keys.set(try fields.entries("environment"))
        parts.keys = try keys.set(
            try fields.entries("keys"), rules: try ConditionReader(file: file).rules(try fields.nodes("rules")))
        for node in try fields.nodes("include") { parts.keys = parts.keys.adding(try keys.members(ofShape: node)) }
        parts.ipamKeys = try keys.set(
            try fields.entries("ipamKeys"), rules: try ConditionReader(file: file).rules(try fields.nodes("ipamRules")))
        try readNeeds(&fields, into: &parts)
        try fields.finish()
        return PluginEntry(parts)
    }

    private func release(_ fields: inout FieldReader) throws(CatalogueError) -> PluginRelease {
        guard let node = fields.node("release") else { throw fields.missing("release") }
        var inner = try FieldReader(node, in: file, "\"release\"")
        let release = PluginRelease(
            version: try inner.requiredString("version"), commit: try inner.string("commit"),
            date: try inner.requiredString("date"))
        try inner.finish()
        return release
    }

    private func versions(_ fields: inout FieldReader) throws(CatalogueError) -> [CNIVersion] {
        var versions: [CNIVersion] = []
        for node in try fields.nodes("versions") {
            let text = try fields.text(node, "versions")
            guard let version = CNIVersion(text), version.isSupported else {
                throw CatalogueError(file, node.position, "\"\(text)\" is no version of the CNI specification")
            }
            versions.append(version)
        }
        if versions.isEmpty { throw fields.missing("versions") }
        return versions.sorted()
    }
}

// What it needs around itself
extension EntryReader {
    private func readNeeds(_ fields: inout FieldReader, into parts: inout PluginEntry.Parts) throws(CatalogueError) {
        parts.state = try fields.node("state").map { node throws(CatalogueError) in try state(node) }
        for node in try fields.nodes("kernel") { parts.kernel.append(try kernel(node)) }
        for node in try fields.nodes("binaries") { parts.binaries.append(try binary(node)) }
        for node in try fields.nodes("ready") { parts.readiness.append(try readiness(node)) }
        parts.delNeeds = try fields.choices("delNeeds")
        parts.transientMessages = try fields.strings("transient")
        for node in try fields.nodes("overlays") { parts.overlays.append(try overlay(node)) }
    }

    private func overlay(_ node: MarkedNode) throws(CatalogueError) -> Overlay {
        var fields = try FieldReader(node, in: file, "an element of \"overlays\"")
        let link = try fields.requiredString("link")
        guard let overhead = try fields.integer("overhead") else { throw fields.missing("overhead") }
        guard overhead > 0 else {
            throw CatalogueError(file, node.position, "\"overhead\" is a number of bytes above 0")
        }
        try fields.finish()
        return Overlay(link: link, overhead: overhead)
    }

    private func state(_ node: MarkedNode) throws(CatalogueError) -> PluginState {
        var fields = try FieldReader(node, in: file, "\"state\"")
        guard let key: PluginState.Key = try fields.choice("key") else { throw fields.missing("key") }
        let state = PluginState(
            key: key, isolate: try fields.string("isolate"), identity: try fields.strings("identity"),
            description: try fields.string("description"))
        try fields.finish()
        return state
    }

    private func kernel(_ node: MarkedNode) throws(CatalogueError) -> KernelNeed {
        var fields = try FieldReader(node, in: file, "an element of \"kernel\"")
        let need = KernelNeed(
            feature: try fields.requiredString("feature"), modules: try fields.strings("modules"),
            when: try when(&fields))
        try fields.finish()
        return need
    }

    private func binary(_ node: MarkedNode) throws(CatalogueError) -> BinaryNeed {
        var fields = try FieldReader(node, in: file, "an element of \"binaries\"")
        let names = try fields.strings("names")
        if names.isEmpty { throw fields.missing("names") }
        let need = BinaryNeed(names: names, place: try fields.choice("place") ?? .path, when: try when(&fields))
        try fields.finish()
        return need
    }

    private func readiness(_ node: MarkedNode) throws(CatalogueError) -> ReadinessCheck {
        var fields = try FieldReader(node, in: file, "an element of \"ready\"")
        var probes: [ReadinessCheck.Probe] = []
        if let path = try fields.string("file") { probes.append(.file(path)) }
        if let path = try fields.string("socket") { probes.append(.socket(path)) }
        if let address = try fields.string("http") { probes.append(.http(address)) }
        if let name = try fields.string("link") { probes.append(.link(name)) }
        let command = try fields.strings("exec")
        if !command.isEmpty { probes.append(.exec(command)) }
        guard let probe = probes.first, probes.count == 1 else {
            throw CatalogueError(file, node.position, "readiness is exactly one of: file, socket, http, link, exec")
        }
        let check = ReadinessCheck(
            probe: probe, key: try fields.string("key"), daemon: try fields.requiredString("daemon"),
            when: try when(&fields))
        try fields.finish()
        return check
    }

    private func when(_ fields: inout FieldReader) throws(CatalogueError) -> [KeyCondition] {
        guard let node = fields.node("when") else { return [] }
        return try ConditionReader(file: file).conditions(node, "when")
    }
}
