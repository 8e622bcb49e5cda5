/// A plugin in a file of its own that belongs to a list in the folder above: `net.d/blue/10-tuning.conf` to the list "blue".
/// It takes name and version from its list.
enum FolderPlugin {
    static func mayBe(_ configuration: ConfigurationFacts) -> Bool {
        guard case .file(let file) = configuration.owner, file.hasSuffix(".conf"), !configuration.isList else {
            return false
        }
        let folders = file.split(separator: "/").dropLast()
        guard let above = folders.dropLast().last, let own = folders.last else { return false }
        return above.hasSuffix(".d") && !own.hasSuffix(".d")
    }

    /// The network that a plugin in this file would belong to, and the folder where its list is.
    static func list(of file: String) -> (folder: String, name: String)? {
        guard file.hasSuffix(".conf"), let slash = file.lastIndex(of: "/") else { return nil }
        let folder = file[..<slash]
        guard let above = folder.lastIndex(of: "/") else { return ("", String(folder)) }
        return (String(folder[..<above]), String(folder[folder.index(after: above)...]))
    }
}
