/// How an interface's plugin comes by addresses.
package enum AddressUse: String, Sendable, CaseIterable {
    /// Needs `ipam` with a `type`.
    case required
    /// As `required`, unless a plugin before it has given addresses.
    case requiredFirst
    /// Without `ipam`, or without its `type`, the interface has no address.
    case optional
    /// Takes no `ipam`; one that is there has no effect.
    case none
    /// Has a way of its own; what stands in `ipam` is among its own keys.
    case own
}
