/// A link of the node by which packets of pods travel inside of other packets.
package struct Overlay: Sendable, Equatable {
    /// The link's name; with `*` at its end all names that begin so.
    package let link: String
    /// How many bytes of the underlay's packets the outer headers take.
    package let overhead: Int

    package func isMade(as name: String) -> Bool {
        link.utf8.last == UInt8(ascii: "*") ? name.hasPrefix(link.dropLast()) : name == link
    }
}
