/// The state of a project that an entry was taken from.
package struct PluginRelease: Sendable, Equatable {
    package let version: String
    /// The commit, where it is later than the release.
    package let commit: String?
    /// `2026-04-13`
    package let date: String
}
