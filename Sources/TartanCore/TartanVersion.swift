/// This release of Tartan.
package enum TartanVersion {
    package static let current = "0.1.0"
}
