import ExactJSON
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

    var known: [String] { Self.known[program] ?? [] }

    private static let known: [MetaPluginFacts.Program: [String]] = Dictionary(
        uniqueKeysWithValues: MetaPluginFacts.Program.allCases.map { program in
            let place = SettingNames(program: program).place
            let own = program == .tartan ? Settings.keys : MultusKey.all.filter { $0.counts(in: place) }.map(\.name)
            return (program, ofCNI + own)
        })

    private static let folded = known.mapValues { Set($0.map { $0.lowercased() }) }

    var place: MultusKey.Place {
        switch program {
        case .tartan, .multus: .plugin
        case .shim: .shim
        case .daemon: .daemon
        }
    }

    func isKnown(_ key: String) -> Bool { Self.folded[program]?.contains(key.lowercased()) ?? false }

    /// The key that was probably meant by one that isn't known.
    func near(_ key: String) -> String? { Spelling.closest(to: key, in: known) }

    /// JSON has no comments, so people write them as keys.
    static func isRemark(_ key: String) -> Bool {
        if let first = key.utf8.first, "_/#$".utf8.contains(first) { return true }
        return key.lowercased() == "comment" || key == "description"
    }
}

extension SettingNames {
    /// How many keys that nobody knows are compared with those that there are.
    private static let mostCompared = 100

    /// The keys of an object that aren't known, and what each was probably meant for.
    func unknown(_ object: JSONCursor) -> [(member: JSONCursor.Member, near: String?)] {
        let members = object.members.filter { !isKnown($0.key) && !Self.isRemark($0.key) }
        return members.enumerated().map { index, member in (member, index < Self.mostCompared ? near(member.key) : nil)
        }
    }
}

extension MultusKey {
    /// Why a key is as it is, without the number by which the guide to migration explains it.
    var reason: String { why.hasSuffix(")") ? String(why.prefix { $0 != "(" }.dropLast()) : why }
}
