package import CNI

/// What is known of one plugin.
package final class PluginEntry: Sendable {
    /// The file name of the binary.
    package let type: String
    /// Other names of the same binary.
    package let aliases: [String]
    /// What it makes or does, in one line.
    package let title: String
    /// The repository that it comes from.
    package let project: String
    package let release: PluginRelease
    package let documentation: String?
    package let roles: [PluginRole]
    /// Where it may stand in a chain.
    package let position: ChainPosition
    /// Why a pod can have it once only; nil if it can have it several times.
    package let singlePerPod: String?
    package let state: PluginState?
    package let ipam: AddressUse
    /// Whether it takes addresses with leading zeroes, `010.1.0.7`, for decimal ones; others refuse them.
    package let readsLeadingZeroes: Bool

    /// The versions of the CNI specification that it accepts, oldest first.
    package let versions: [CNIVersion]
    /// What it reads of `runtimeConfig`.
    package let capabilities: KeySet
    /// What it reads of `args.cni`.
    package let arguments: KeySet
    /// What it reads of the variable CNI_ARGS.
    package let environmentArguments: KeySet

    package let kernel: [KernelNeed]
    package let binaries: [BinaryNeed]
    /// Without any of these an ADD fails for now.
    package let readiness: [ReadinessCheck]
    /// What a DEL can't do without.
    package let delNeeds: [DeletionNeed]
    /// Messages of failures that pass by themselves, whatever code the plugin gives them. `*` stands for any text.
    package let transientMessages: [String]

    /// By which it, or what it is used with, carries packets between nodes; of a link the first that fits.
    package let overlays: [Overlay]

    /// Its own keys in the plugin's object. Those that every plugin has are in `PluginCatalogue.pluginKeys`.
    package let keys: KeySet
    /// The members of `ipam`, if it gives addresses.
    package let ipamKeys: KeySet

    init(_ parts: Parts) {
        type = parts.type
        aliases = parts.aliases
        title = parts.title
        project = parts.project
        release = parts.release
        documentation = parts.documentation
        roles = parts.roles
        position = parts.position
        singlePerPod = parts.singlePerPod
        state = parts.state
        ipam = parts.ipam
        readsLeadingZeroes = parts.readsLeadingZeroes
        versions = parts.versions
        capabilities = parts.capabilities
        arguments = parts.arguments
        environmentArguments = parts.environmentArguments
        kernel = parts.kernel
        binaries = parts.binaries
        readiness = parts.readiness
        delNeeds = parts.delNeeds
        transientMessages = parts.transientMessages
        overlays = parts.overlays
        keys = parts.keys
        ipamKeys = parts.ipamKeys
    }

    /// What an entry is made of, while it is read.
    struct Parts {
        var type: String
        var aliases: [String] = []
        var title: String
        var project: String
        var release: PluginRelease
        var documentation: String?
        var roles: [PluginRole] = []
        var position = ChainPosition.any
        var singlePerPod: String?
        var state: PluginState?
        var ipam = AddressUse.none
        var readsLeadingZeroes = false
        var versions: [CNIVersion] = []
        var capabilities = KeySet.empty
        var arguments = KeySet.empty
        var environmentArguments = KeySet.empty
        var kernel: [KernelNeed] = []
        var binaries: [BinaryNeed] = []
        var readiness: [ReadinessCheck] = []
        var delNeeds: [DeletionNeed] = []
        var transientMessages: [String] = []
        var overlays: [Overlay] = []
        var keys = KeySet.empty
        var ipamKeys = KeySet.empty
    }
}

extension PluginEntry {
    /// Whether a failure with this message passes by itself.
    package func isTransient(_ message: String) -> Bool {
        transientMessages.contains { TextPattern.matches($0, within: message) }
    }
}
