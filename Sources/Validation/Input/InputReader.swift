import ExactJSON
import Findings
import MarkedYAML
import Wording

/// Reads one text: its objects and configurations, and what is wrong with the text itself.
struct InputReader {
    private let input: InputText
    private let context: ValidationContext
    private(set) var sink = FindingSink()
    private(set) var objects: [KubernetesObject] = []
    private(set) var configurations: [ConfigurationFacts] = []
    /// Files of Multus' daemon, each an object.
    private(set) var daemonFiles: [JSONCursor] = []
    /// Whether there is nothing in the text that Tartan has to do with.
    private(set) var isForeign = false

    /// Of lists in lists.
    private static let deepestList = 8

    init(_ input: InputText, _ context: ValidationContext) {
        self.input = input
        self.context = context
    }

    mutating func read() {
        if input.isTooLarge {
            sink.report(TextFindings.tooLarge(input))
            return
        }
        let source: SourceText
        do throws(YAMLError) {
            source = try SourceText(input.bytes)
        } catch {
            sink.report(TextFindings.unreadable(error, input))
            return
        }
        let file = SourceFile(input.name, source)
        guard TextFindings.isReadable(file, &sink) else { return }
        let root = input.role == .unknown ? Self.object(source.bytes) : nil
        if input.role == .configuration || root.map(Self.isConfiguration) == true {
            isForeign = input.role == .configuration && Self.isOtherProgram(source.bytes)
            if !isForeign { readConfiguration(file) }
            return
        }
        if let root, Self.isDaemonFile(root) {
            daemonFiles.append(JSONCursor(root, in: JSONText(file)))
            return
        }
        let (documents, errors) = MarkedDocument.readAll(source, as: input.role == .unknown ? .json : .yaml)
        var ours = false
        for error in errors { ours = TextFindings.report(error, in: file, &sink) || ours }
        for root in documents.map(\.root) where !root.isNull { ours = read(root, file, depth: 0) || ours }
        isForeign = !ours
    }

    /// JSON without `kind`; nil for everything else.
    private static func object(_ bytes: [UInt8]) -> JSONValue? {
        guard let root = try? JSONParser.parse(bytes, limit: MarkedLimits.standard.size), root["kind"] == nil,
            root["apiVersion"] == nil
        else { return nil }
        return root
    }

    /// By what only a configuration has; not the file of Multus' daemon.
    private static func isConfiguration(_ root: JSONValue) -> Bool {
        if root["plugins"] != nil || root["type"] != nil { return true }
        let answerKeys = ["ips", "ip4", "ip6", "interfaces", "supportedVersions", "code"]
        return root["cniVersion"] != nil && (daemonKeys + answerKeys).allSatisfy { root[$0] == nil }
    }

    /// JSON in a file that ends like a configuration and has nothing of one, such as Whereabouts' own settings below
    /// /etc/cni/net.d.
    private static func isOtherProgram(_ bytes: [UInt8]) -> Bool {
        guard let root = try? JSONParser.parse(bytes, limit: MarkedLimits.standard.size), let object = root.object,
            !object.members.isEmpty
        else { return false }
        let keys = ["cniversion", "cniversions", "name", "type", "plugins", "ipam"]
        return !object.members.contains { member in
            let key = member.key.lowercased()
            return keys.contains(key) || Spelling.closest(to: key, in: keys) != nil
        }
    }

    /// Keys that only the file of Multus' daemon has.
    private static let daemonKeys = [
        "chrootDir", "socketDir", "multusConfigFile", "multusAutoconfigDir", "cniConfigDir", "multusMasterCNI",
        "connectionLimit", "forceCNIVersion",
    ]

    private static func isDaemonFile(_ root: JSONValue) -> Bool {
        root["type"] == nil && root["plugins"] == nil && daemonKeys.contains { root[$0] != nil }
    }

    private mutating func readConfiguration(_ file: SourceFile) {
        guard let root = ConfigurationReader(JSONText(file)).root(&sink) else { return }
        configurations.append(ConfigurationFacts(root, .file(file.name), context.catalogue))
    }

    /// The configurations in a ConfigMap of Multus' installation.
    ///
    /// - Returns: whether there is one in it. A text that is no JSON, or somebody else's, is none.
    private mutating func readSettings(of object: KubernetesObject) -> Bool {
        guard object.kind == "ConfigMap", let entries = object.node["data"]?.mapping?.entries else { return false }
        var found = false
        for entry in entries where Self.settingsFiles.contains(entry.key) {
            let text = JSONText(object.file, in: entry.value)
            guard let root = Self.object(text.bytes), root.object != nil else { continue }
            if Self.isDaemonFile(root) {
                daemonFiles.append(JSONCursor(root, in: text))
                found = true
            } else {
                let configuration = ConfigurationFacts(
                    JSONCursor(root, in: text), .file(object.file.name), context.catalogue)
                guard configuration.plugins.contains(where: { MetaPluginFacts.types.contains($0.type) }) else {
                    continue
                }
                configurations.append(configuration)
                found = true
            }
        }
        return found
    }

    /// Under which names Multus' manifests keep them.
    private static let settingsFiles: Set<String> = [
        "daemon-config.json", "cni-conf.json", "00-multus.conf", "00-multus.conflist", "00-tartan.conflist",
    ]

    /// - Returns: whether there is something in it for us.
    private mutating func read(
        _ node: MarkedNode, _ file: SourceFile, depth: Int, kind: String? = nil, apiVersion: String? = nil
    ) -> Bool {
        guard depth < Self.deepestList else {
            sink.report(
                .tooDeep, at: Spot(file, node), "this object is inside of \(Self.deepestList) lists",
                label: "what is deeper is not looked at")
            return true
        }
        guard let object = KubernetesObject(file, node, kind: kind, apiVersion: apiVersion) else {
            return UnnamedKind(file: file, node: node).report(&sink)
        }
        switch ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) {
        case .foreign:
            // A misspelt kind is foreign too: that is a check's to say.
            objects.append(object)
            return readSettings(of: object) || KindSlip(object) != nil
        case .list(let itemKind):
            let slip = KindSlip(object)
            slip?.report(object, &sink)
            var ours = ListItems(object).report(&sink) || slip != nil
            for item in node["items"]?.sequence ?? [] {
                let version = itemKind == nil ? nil : object.apiVersion
                ours = read(item, file, depth: depth + 1, kind: itemKind, apiVersion: version) || ours
            }
            return ours
        case .definition, .pod, .workload, .virtualMachine, .claim:
            objects.append(object)
            return true
        }
    }
}
