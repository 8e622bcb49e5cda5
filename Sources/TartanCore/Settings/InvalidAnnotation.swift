/// What becomes of a pod whose networks annotation can't be read.
package enum InvalidAnnotation: String, Sendable, CaseIterable {
    /// It fails with element, key, value and place.
    case fail
    /// The annotation is ignored whole (multi-network specification 4.1.2.1), and that is told as an error.
    case ignore
}
