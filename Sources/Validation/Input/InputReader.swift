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
        if input.role == .configuration || input.role == .unknown && Self.isConfiguration(source.bytes) {
            isForeign = input.role == .configuration && Self.isOtherProgram(source.bytes)
            if !isForeign { readConfiguration(file) }
            return
        }
        let (documents, errors) = MarkedDocument.readAll(source, as: input.role == .unknown ? .json : .yaml)
        var ours = false
        for error in errors { ours = TextFindings.report(error, in: file, &sink) || ours }
        for root in documents.map(\.root) where !root.isNull { ours = read(root, file, depth: 0) || ours }
        isForeign = !ours
    }

    /// JSON without `kind`, but with what only a configuration has; not the file of Multus' daemon.
    private static func isConfiguration(_ bytes: [UInt8]) -> Bool {
        guard let root = try? JSONParser.parse(bytes, limit: MarkedLimits.standard.size), root["kind"] == nil,
            root["apiVersion"] == nil
        else { return false }
        if root["plugins"] != nil || root["type"] != nil { return true }
        let daemonKeys = ["chrootDir", "socketDir", "multusConfigFile", "multusAutoconfigDir"]
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

    private mutating func readConfiguration(_ file: SourceFile) {
        guard let root = ConfigurationReader(JSONText(file)).root(&sink) else { return }
        configurations.append(ConfigurationFacts(root, .file(file.name)))
    }

    /// - Returns: whether there is something in it for us.
    private mutating func read(
        _ node: MarkedNode, _ file: SourceFile, depth: Int, kind: String? = nil, apiVersion: String? = nil
    ) -> Bool {
        guard depth < Self.deepestList else { return false }
        guard let object = KubernetesObject(file, node, kind: kind, apiVersion: apiVersion) else {
            return UnnamedKind(file: file, node: node).report(&sink)
        }
        switch ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) {
        case .foreign:
            // A misspelt kind is foreign too: that is a check's to say.
            objects.append(object)
            return KindSlip(object) != nil
        case .list(let itemKind):
            var ours = ListItems(object).report(&sink)
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
