import ArgumentParser
import CNI
import Findings
import Synchronization
import TartanStore
import Validation

/// `tartanctl validate`: finds every mistake in network configurations before a pod hangs.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find mistakes in network definitions, pods and CNI configurations.",
        discussion: """
            Takes files, folders (with -R the folders in them), and - for stdin: NetworkAttachmentDefinitions, pods and \
            what makes pods, IPAMClaims, CNI configurations (.conf, .conflist, .json).

            Exit status: 0 no error, 1 errors (with --strict also warnings), 2 could not be run.

            Examples:
              tartanctl validate manifests/
              tartanctl validate -R --strict .
              tartanctl validate --store --cluster-range 10.244.0.0/16
              helm template . | tartanctl validate -
              tartanctl validate -o sarif manifests/ >findings.sarif
              sudo tartanctl validate --node manifests/
              sudo tartanctl validate --write-facts worker-1.yaml
              tartanctl validate --node-facts worker-1.yaml manifests/
            """)

    @Argument(help: ArgumentHelp("Files, folders, or - for stdin.", valueName: "path"))
    var paths: [String] = []

    @Option(
        name: .filename,
        help: ArgumentHelp("The same as a path. May be given several times.", valueName: "path"))
    var filenames: [String] = []

    @Flag(name: .recursive, help: "Also the folders in a folder.")
    var recursive = false

    @Option(name: .output, help: "text, json, sarif, github or junit.")
    var output: FindingFormat = .text

    @Flag(help: "Warnings fail, too.")
    var strict = false

    @Flag(name: [.customShort("q"), .long], help: "Print nothing but findings.")
    var quiet = false

    @Option(help: ArgumentHelp("A finding that is not to be told. May be given several times.", valueName: "code"))
    var ignore: [String] = []

    @Option(
        help: ArgumentHelp(
            "Instead of the nearest .tartan.yaml of the working folder and those above.", valueName: "file"))
    var settings: String?

    @Option(
        name: .customLong("plugin-catalogue"),
        help: ArgumentHelp(
            "Files that describe plugins of your own. May be given several times.", valueName: "folder"))
    var catalogues: [String] = []

    @Option(
        name: .customLong("store"), defaultAsFlag: StoreOptions.usualRoot,
        help: ArgumentHelp(
            "Also the networks and pods of Tartan's store (default: $TARTAN_STORE, else \(Store.defaultRoot)).",
            valueName: "dir"))
    var storeRoot: String?

    @Option(
        help: ArgumentHelp(
            "A range of the cluster's pods or services that no network may have, such as 10.244.0.0/16. May be given several times.",
            valueName: "cidr"))
    var clusterRange: [String] = []

    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var node: ValidatedNode

    mutating func validate() throws {
        for range in clusterRange where IPNetwork(range) == nil {
            throw ValidationError("\"\(range)\" is no range such as 10.244.0.0/16")
        }
        if storeRoot?.isEmpty == true { throw ValidationError("--store needs the path of a folder") }
        for code in ignore where FindingCatalogue.kind(code) == nil {
            throw ValidationError("there is no finding \"\(code)\"; tartanctl explain codes lists them")
        }
    }

    mutating func run() throws {
        if try node.isWritten() { return }
        let paths = paths + filenames
        guard !paths.isEmpty || storeRoot != nil || node.isGiven else {
            throw Failure.usage("nothing to validate is named", hint: "tartanctl validate FILE|FOLDER|-|--store|--node")
        }
        var file = try SettingsSearch.load(settings)
        file.ignored += ignore.map { SettingsFile.Ignored(code: $0.uppercased(), paths: nil, reason: "--ignore") }
        if let chosen = namespace.chosen { file.settings.defaultNamespace = chosen }
        file.settings.clusterRanges += clusterRange.compactMap { IPNetwork($0) }
        let isStrict = strict || file.isStrict
        var validator = Validator(file, catalogue: try CatalogueFolder.load(catalogues))
        let unreadable = read(paths, into: &validator)
        if let storeRoot {
            for input in try StoreInput.all(storeRoot) { validator.add(input) }
        }
        let report = validator.report(on: try node.facts(for: validator), run: Workers.run)
        if let failure = Failure(unreadable), report.files.isEmpty { throw failure }
        try output.print(report, isStrict: isStrict, isQuiet: quiet)
        if let failure = Failure(unreadable) {
            // The answer is on stdout already, in whatever form it was asked for.
            Console.note(FailureReport.text(failure))
            throw Failure.reported(.couldNotRun)
        }
        let fails = report.count(.error) > 0 || isStrict && report.count(.warning) > 0
        if fails { throw Failure.reported(.no) }
    }

    /// Some files at a time on each thread, so that what is no business of ours is in memory only while it is looked at.
    ///
    /// - Returns: what can't be read; it hides nothing of the rest.
    private func read(_ paths: [String], into validator: inout Validator) -> [Failure] {
        let search = InputSearch(paths, recursively: recursive, endings: Self.endings)
        var failures = search.failures
        let size = 64
        let parts = stride(from: 0, to: search.found.count, by: size).map { search.found[$0...].prefix(size) }
        let empty = validator
        let results = Mutex<[(validator: Validator, failures: [Failure])?]>(Array(repeating: nil, count: parts.count))
        Workers.run(parts.count) { part in
            var validator = empty
            let failures = Self.read(parts[part], into: &validator)
            results.withLock { $0[part] = (validator, failures) }
        }
        var read = results.withLock { exchange(&$0, with: []) }
        for part in read.indices {
            // Nothing is kept twice longer than it takes.
            guard let result = exchange(&read[part], with: nil) else { continue }
            validator.append(result.validator)
            failures += result.failures
        }
        return failures
    }

    private static func read(_ part: some Sequence<InputSearch.Found>, into validator: inout Validator) -> [Failure] {
        var failures: [Failure] = []
        for found in part {
            switch InputFile.read(found) {
            case .text(let file): validator.add(InputText(file.name, file.bytes))
            case .tooLarge(let name): validator.add(.tooLarge(name))
            case .vanished: break
            case .failed(let failure): failures.append(failure)
            }
        }
        return failures
    }

    private static let endings = InputText.manifestEndings + [".json"] + InputText.configurationEndings
}
