import ArgumentParser
import ExactJSON

/// `tartanctl schema`: JSON Schemas for editors, made from what `validate` knows.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print a JSON Schema, for an editor that completes and explains keys.",
        discussion: """
            A schema knows keys, their types and values, and says what each is for. What it can't know, such as addresses \
            outside of a network, tartanctl validate finds.

            Examples:
              tartanctl schema >cni.schema.json
              tartanctl schema --plugin-catalogue plugins/ configuration
              tartanctl schema definition >network.schema.json
              tartanctl schema settings >tartan.schema.json
            """)

    /// What a schema is for.
    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case configuration, definition, settings
    }

    @Argument(
        help: """
            configuration: CNI configurations and lists, .conf and .conflist; definition: NetworkAttachmentDefinitions; \
            settings: .tartan.yaml.
            """)
    var subject = Subject.configuration

    @Option(
        name: .customLong("plugin-catalogue"),
        help: ArgumentHelp(
            "Files that describe plugins of your own. May be given several times.", valueName: "folder"))
    var catalogues: [String] = []

    mutating func run() throws {
        let schema =
            switch subject {
            case .configuration: ConfigurationSchema(try CatalogueFolder.load(catalogues)).json
            case .definition: DefinitionSchema.json
            case .settings: SettingsSchema.json
            }
        try Console.print(schema.indentedText + "\n")
    }
}
