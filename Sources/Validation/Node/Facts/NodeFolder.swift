/// A folder in which plugins and meta-plugins keep what they remember, and that can't be used.
package struct NodeFolder: Sendable {
    package let path: String
    /// Why, as the end of a sentence that begins with the path.
    package let problem: String
    package let place: NodePlace

    package init(path: String, problem: String, place: NodePlace) {
        self.path = path
        self.problem = problem
        self.place = place
    }

    /// Where host-local keeps what it gave out, if a configuration names no other.
    package static let hostLocal = "/var/lib/cni/networks"
}
