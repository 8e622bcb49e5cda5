import ExactJSON

/// The folder from which a node's runtime takes its network.
package struct NodeRuntimeFolder: Sendable {
    /// Nil where none was recognised.
    package let runtime: NodeRuntime?
    package let path: String
    package let place: NodePlace
    /// All that is in it, sorted as runtimes sort it. Nil where there is no such folder.
    package let files: [NodeFile]?

    package init(runtime: NodeRuntime?, path: String, place: NodePlace, files: [NodeFile]?) {
        self.runtime = runtime
        self.path = path
        self.place = place
        self.files = files
    }

    /// The endings at which runtimes look.
    package static let endings = [".conf", ".conflist", ".json"]

    /// As messages name it.
    package var runtimeName: String { runtime?.kind.rawValue ?? "the runtime" }
}

/// A file in it.
package struct NodeFile: Sendable {
    package enum Content: Sendable {
        case text(JSONText)
        /// Why it can't be read, as the end of a sentence that begins with the path.
        case unreadable(String)
    }

    package let name: String
    package let path: String
    package let place: NodePlace
    package let content: Content

    package init(name: String, path: String, place: NodePlace, content: Content) {
        self.name = name
        self.path = path
        self.place = place
        self.content = content
    }

    package var isLookedAt: Bool { NodeRuntimeFolder.endings.contains(where: name.hasSuffix) }
}
