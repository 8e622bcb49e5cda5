/// What a plugin needs of the kernel.
package struct KernelNeed: Sendable, Equatable {
    /// What people call it: `MACVLAN links`
    package let feature: String
    /// Modules that bring it, any of which will do. A module may be built in.
    package let modules: [String]
    /// Only where all of these hold.
    package let when: [KeyCondition]
}
