import Findings

/// Folders in which plugins and meta-plugins keep what they remember.
struct StateFolderCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard !node.facts.folders.isEmpty else { return }
        let problems = Dictionary(node.facts.folders.map { ($0.path, $0) }) { first, _ in first }
        var told = Set<String>()
        for configuration in node.configurations {
            guard let pool = HostLocalPool(configuration), let folder = problems[pool.folder] else { continue }
            told.insert(folder.path)
            sink.report(
                .stateFolderUnusable, at: pool.cursor.spot,
                "host-local remembers addresses in \(folder.path) of \(node.facts.name), which \(folder.problem)",
                label: "\(folder.path) \(folder.problem)",
                notes: ["Without it no pod of \(configuration.title) gets an address, and none gives one back."])
        }
        for folder in node.facts.folders where !told.contains(folder.path) && folder.path != NodeFolder.hostLocal {
            sink.report(
                Finding(
                    .stateFolderUnusable, at: folder.place.place,
                    "\(folder.path) of \(node.facts.name) \(folder.problem)",
                    label: "can't be used",
                    notes: ["What was attached is remembered there: without it pods neither start nor end."]))
        }
    }
}
