import ArgumentParser
import LinuxSystem
import Validation

/// On which node everything that is validated is to work, if on any.
struct ValidatedNode: ParsableArguments {
    @Flag(
        name: .customLong("node"),
        help: "Also whether this node can do what is asked: plugins, masters, kernel, the runtime's folder.")
    var isThis = false

    @Option(
        name: .customLong("node-facts"),
        help: ArgumentHelp("The same for a node that a file describes, as --write-facts wrote it.", valueName: "file"))
    var file: String?

    @Option(
        name: .customLong("write-facts"),
        help: ArgumentHelp("Describe this node in a file, or with - print it, and validate nothing.", valueName: "file")
    )
    var output: String?

    @OptionGroup var options: NodeOptions

    var isGiven: Bool { isThis || file != nil }

    func validate() throws {
        if isThis, file != nil {
            throw ValidationError("--node looks at this node, and --node-facts at another: name one of them")
        }
        if !isThis, output == nil, let option = options.given {
            throw ValidationError("\(option) says where --node looks, which isn't given")
        }
    }

    /// What is known of it, as far as it matters for what was read.
    func facts(for validator: Validator) throws(Failure) -> NodeFacts? {
        if let file { return try NodeFactsInput.facts(file) }
        return isThis ? try NodeCollector(options).facts(for: validator) : nil
    }

    /// Describes it, if that was asked for.
    func isWritten() throws(Failure) -> Bool {
        guard let output else { return false }
        let text = try NodeCollector(options).facts().text
        if output == "-" {
            try Console.print(text)
            return true
        }
        do throws(SystemFailure) { try Files.replace(output, with: Array(text.utf8), mode: 0o644) } catch {
            throw Failure(.couldNotRun, code: "unwritable", "\(error).")
        }
        return true
    }
}
