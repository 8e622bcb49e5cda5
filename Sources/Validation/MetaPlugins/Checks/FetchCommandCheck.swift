import Findings

/// Whether the command that looks up what the store lacks can be started.
struct FetchCommandCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program == .tartan, let (cursor, text) = settings.texts("fetchCommand").first else { return }
        let hasArguments = text.utf8.contains(0x20)
        if text.hasPrefix("/"), !hasArguments { return }
        sink.report(
            .commandNotFound, at: cursor.spot,
            "\"fetchCommand\" of \(settings.title) begins with \"\(text.cutForMessage)\", which can't be started",
            label: hasArguments ? "each word is an element of the list" : "the whole path of the program",
            notes: [
                "It is started without a shell and without looking into PATH, so what the store lacks is never found."
            ])
    }
}
