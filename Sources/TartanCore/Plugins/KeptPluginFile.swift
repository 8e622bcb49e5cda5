import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanStore

/// The file in which a plugin keeps, under the container id alone, what its DEL needs (Flannel: the delegate's configuration). A
/// DEL of whatever interface consumes it, and a DEL that fails removes it too: so the record has a copy, and a missing
/// file is put back before each DEL.
struct KeptPluginFile {
    let path: String

    /// Nil for plugins that keep no such file.
    init?(_ plugin: JournalPlugin, containerID: String) {
        guard let kept = KnownPlugin.of(plugin.type)?.keptFile,
            let object = try? JSONParser.parse(plugin.configuration, limit: Limits.configuration).object
        else { return nil }
        let folder = object[kept.key]?.string ?? kept.folder
        // A relative one would be relative to whatever folder the plugin is run in.
        guard folder.hasPrefix("/"), (try? Identifier.validate(containerID)) != nil else { return nil }
        path = "\(folder)/\(containerID)"
    }

    /// Nil where there is none, or nothing that the record could keep.
    func read() -> String? {
        guard let bytes = try? OpenedFile(reading: path, flags: O_NOFOLLOW).whole(limit: Limits.keptPluginFile) else {
            return nil
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Writes the text where the file is missing or says something else.
    func restore(_ text: String) throws(SystemFailure) {
        if read() == text { return }
        if let slash = path.lastIndex(of: "/") { try Files.makeFolders(String(path[..<slash]), mode: 0o700) }
        try Files.replace(path, with: Array(text.utf8), mode: 0o600)
    }
}
