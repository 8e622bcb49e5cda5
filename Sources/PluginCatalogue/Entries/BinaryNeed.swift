/// A program that a plugin runs by itself, apart from its `ipam`.
package struct BinaryNeed: Sendable, Equatable {
    package enum Place: String, Sendable, CaseIterable {
        /// In CNI_PATH.
        case plugins
        /// In PATH.
        case path
    }

    /// Any of them will do.
    package let names: [String]
    package let place: Place
    package let when: [KeyCondition]
}
