import Findings

/// Runtimes tell by a file's ending whether it is a list.
struct EndingCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard case .file(let file) = configuration.owner else { return }
        let root = configuration.root
        if file.hasSuffix(".conf"), let plugins = root.member("plugins"), root["type"] == nil {
            sink.report(
                .wrongEnding, at: plugins.spot, "this file is a list, and its name ends in .conf",
                label: "the name of a list ends in .conflist",
                notes: ["Runtimes read a .conf as a single plugin, and this one has no \"type\"."])
        } else if file.hasSuffix(".conflist"), let type = root.member("type"), root["plugins"] == nil {
            sink.report(
                .wrongEnding, at: type.spot, "this file is a single plugin, and its name ends in .conflist",
                label: "write it into a list: \"plugins\": [ … ]",
                notes: ["Runtimes read a .conflist as a list, and this one has no \"plugins\"."])
        }
    }
}
