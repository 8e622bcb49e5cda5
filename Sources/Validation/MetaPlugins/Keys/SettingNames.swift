import TartanCore
import Wording

/// The names of a meta-plugin's keys, and which of them somebody may have meant.
struct SettingNames {
    let program: MetaPluginFacts.Program

    /// What the runtime and libcni have in a plugin's object beside the plugin's own keys.
    private static let ofCNI = [
        "cniVersion", "cniVersions", "name", "type", "capabilities", "runtimeConfig", "prevResult", "args",
        "disableCheck", "disableGC", "loadOnlyInlinedPlugins", "plugins", "cni.dev/valid-attachments",
        "cni.dev/attachments",
    ]

    var known: [String] {
        if program == .tartan { return Self.ofCNI + Settings.keys }
        return Self.ofCNI + MultusKey.all.filter { $0.counts(in: place) }.map(\.name)
    }

    var place: MultusKey.Place {
        switch program {
        case .tartan, .multus: .plugin
        case .shim: .shim
        case .daemon: .daemon
        }
    }

    func isKnown(_ key: String) -> Bool {
        let folded = key.lowercased()
        return known.contains { $0.lowercased() == folded }
    }

    /// The key that was probably meant by one that isn't known.
    func near(_ key: String) -> String? { Spelling.closest(to: key, in: known) }

    /// JSON has no comments, so people write them as keys.
    static func isRemark(_ key: String) -> Bool {
        if let first = key.utf8.first, "_/#$".utf8.contains(first) { return true }
        return key.lowercased() == "comment" || key == "description"
    }
}

extension MetaPluginFacts {
    /// Whether there is a key that nobody knows and that was probably meant for this one.
    func isMisspelt(_ key: String) -> Bool {
        let names = SettingNames(program: program)
        return object.members.contains { !names.isKnown($0.key) && names.near($0.key) == key }
    }
}

extension MultusKey {
    /// Why a key is as it is, without the number by which the guide to migration explains it.
    var reason: String { why.hasSuffix(")") ? String(why.prefix { $0 != "(" }.dropLast()) : why }
}
