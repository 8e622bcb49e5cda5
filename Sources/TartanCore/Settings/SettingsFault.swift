/// In which way the value of a key can't be used.
package enum SettingsFault: Sendable, Equatable {
    /// Of another JSON type than is read.
    case type
    /// A number or a time outside of its bounds.
    case range
    /// None of the words that there are; these are all.
    case choice([String])
    /// A text, or an element of a list, that isn't formed as it has to be.
    case form
}
