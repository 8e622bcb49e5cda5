import ArgumentParser
import Findings
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
              helm template . | tartanctl validate -
              tartanctl validate -R --strict .
            """)

    @Argument(help: ArgumentHelp("Files, folders, or - for stdin.", valueName: "path"))
    var paths: [String] = []

    @Flag(name: [.customShort("R"), .customLong("recursive")], help: "Also the folders in a folder.")
    var recursive = false

    @Flag(help: "Warnings fail, too.")
    var strict = false

    mutating func run() throws {
        guard !paths.isEmpty else {
            throw Failure.usage("nothing to validate is named", hint: "tartanctl validate FILE|FOLDER|-")
        }
        var validator = Validator()
        for file in try InputFile.all(paths, recursively: recursive, endings: Self.endings) {
            validator.add(InputText(file.name, file.bytes))
        }
        let report = validator.report()
        try Console.print(TextReport(report).text)
        let fails = report.count(.error) > 0 || strict && report.count(.warning) > 0
        if fails { throw Failure.reported(.no) }
    }

    private static let endings = InputText.manifestEndings + [".json"] + InputText.configurationEndings
}
