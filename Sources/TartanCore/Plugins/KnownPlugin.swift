/// What the plugin's executable has to know of another plugin, to run it without harm. The rows are the plugin catalogue's, which
/// only `tartanctl` carries: a test holds the two equal.
package struct KnownPlugin: Sendable, Equatable {
    package let type: String
    /// What must be there before its ADD can work.
    package var needs: [DaemonNeed] = []
    /// Messages of failures that pass by themselves, whatever code the plugin gives them. `*` stands for any text.
    package var transientMessages: [String] = []
    /// Set for a plugin that makes an interface of its own, whatever the plugins before it in the chain have made.
    package var isFirstOnly = false
    /// Set for a plugin that a pod can have once only.
    package var oncePerPod: OncePerPod?
    /// Set for a plugin that keeps a file for each container id, and nothing that would tell a pod's attachments apart.
    package var keptFile: KeptFile?

    package struct OncePerPod: Sendable, Equatable {
        /// Whose: types of one project count together.
        package let project: String
        package let reason: String
    }

    package struct KeptFile: Sendable, Equatable {
        /// The key of its configuration that names the folder.
        package let key: String
        package let folder: String
    }

    package static func of(_ type: String) -> KnownPlugin? { all.first { $0.type == type } }
}
