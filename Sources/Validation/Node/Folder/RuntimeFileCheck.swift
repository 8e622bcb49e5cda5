import ExactJSON
import Findings

/// Files of the runtime's folder that it can't use.
struct RuntimeFileCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let folder = node.facts.runtime else { return }
        for read in node.runtimeFiles {
            guard let problem = read.problem, let file = node.file(read.name) else { continue }
            let place = Self.place(of: file)
            if case .stopsAt(read.name, _)? = node.choice {
                sink.report(
                    Finding(
                        .runtimeStops, at: place, "containerd stops at \(file.path): \(problem)",
                        label: "and has no network at all",
                        notes: [
                            "It reads the files in the order of their names until it has as many as it wants, and gives up at the first that it can't use. The node stays NotReady: cni plugin not initialized.",
                            "Mend it, or put it out of the way: sudo mv \(file.path) \(file.path).broken",
                        ]))
            } else {
                sink.report(
                    Finding(
                        .runtimeFileUnusable, at: place, "\(folder.runtimeName) can't use \(file.path): \(problem)",
                        label: "passed over",
                        notes: [
                            node.choice?.name.map {
                                "It takes \($0) now. The day that is gone, this one won't take its place."
                            }
                                ?? "There is no other that it could use."
                        ]))
            }
        }
    }

    /// The very place of a mistake in a text, else the file.
    private static func place(of file: NodeFile) -> FindingPlace {
        guard case .text(let text) = file.content else { return file.place.place }
        do throws(JSONError) {
            let value = try JSONParser.parse(text.bytes, limit: ConfigurationReader.limit)
            let root = JSONCursor(value, in: text)
            if let plugins = root.member("plugins"),
                !file.name.hasSuffix(".conflist") || plugins.value.elements?.isEmpty != false
            {
                return plugins.spot.place
            }
            return root.spot.place
        } catch {
            if error.cause == .empty { return file.place.place }
            return text.spot(text.token(at: error.offset)).place
        }
    }
}
