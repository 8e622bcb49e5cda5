import ExactJSON
import Findings
import MarkedYAML

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
        let source: SourceText
        do throws(YAMLError) {
            source = try SourceText(input.bytes)
        } catch {
            sink.report(TextFindings.unreadable(error, input))
            return
        }
        let file = SourceFile(input.name, source)
        if input.role == .configuration {
            readConfiguration(file)
            return
        }
        let documents: [MarkedDocument]
        do throws(YAMLError) {
            documents = try MarkedDocument.parse(source, as: input.role == .unknown ? .json : .yaml)
        } catch {
            TextFindings.report(error, in: file, &sink)
            return
        }
        let roots = documents.map(\.root).filter { !$0.isNull }
        if input.role == .unknown, let root = roots.first, Self.isConfiguration(root) {
            readConfiguration(file)
            return
        }
        var ours = false
        for root in roots { ours = read(root, file, depth: 0) || ours }
        isForeign = !ours
    }

    /// A JSON file without `kind`, but with what only a configuration has.
    private static func isConfiguration(_ root: MarkedNode) -> Bool {
        root["kind"] == nil && root["apiVersion"] == nil
            && (root["cniVersion"] != nil || root["plugins"] != nil || root["type"] != nil)
    }

    private mutating func readConfiguration(_ file: SourceFile) {
        guard let root = ConfigurationReader(JSONText(file)).root(&sink) else { return }
        configurations.append(ConfigurationFacts(root, .file(file.name)))
    }

    /// - Returns: whether there is something in it for us.
    private mutating func read(
        _ node: MarkedNode, _ file: SourceFile, depth: Int, kind: String? = nil, apiVersion: String? = nil
    ) -> Bool {
        guard depth < Self.deepestList,
            let object = KubernetesObject(file, node, kind: kind, apiVersion: apiVersion)
        else { return false }
        switch ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) {
        case .foreign:
            // A misspelt kind is foreign too: that is a check's to say.
            objects.append(object)
            return false
        case .list(let itemKind):
            var ours = false
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
