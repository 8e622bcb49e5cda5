import Findings

/// A cluster network that is the file itself, or whichever file sorts first in the runtime's folder.
struct OwnFileCheck: MetaPluginCheck {
    /// Where runtimes look for configurations.
    static let runtimeFolder = "/etc/cni/net.d"

    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program != .daemon else { return }
        for reference in settings.references where reference.text.hasPrefix("/") {
            if Self.isFile(settings.file, at: reference.text) {
                sink.report(
                    .callsItself, at: reference.cursor.spot,
                    "\"\(reference.key)\" of \(settings.title) is the file in which it stands",
                    label: "this file",
                    notes: [
                        "\(settings.title) would call itself without end. Name the file of the network that was there before."
                    ])
            } else if Self.trimmed(reference.text) == Self.runtimeFolder {
                sink.report(
                    .anyFileOfFolder, at: reference.cursor.spot,
                    "\"\(reference.key)\" of \(settings.title) is whichever file sorts first in \(Self.runtimeFolder)",
                    label: "name one file",
                    notes: [
                        settings.isMultus
                            ? "Multus' own file is one of them, and usually sorts first: then it calls itself."
                            : "Tartan passes its own files over. A file that is added or left behind there becomes the network of every new pod."
                    ])
            }
        }
    }

    /// Whether a file that was given by some path can be the one at a whole path.
    static func isFile(_ file: String, at path: String) -> Bool {
        let given = file.split(separator: "/")
        let whole = path.split(separator: "/")
        guard let name = given.last, name == whole.last else { return false }
        if file.hasPrefix("/") { return given == whole }
        guard let folder = given.dropLast().last, folder != "." else {
            return trimmed(String(path.dropLast(name.count))) == runtimeFolder
        }
        return folder == whole.dropLast().last
    }

    static func trimmed(_ path: String) -> String {
        var path = path[...]
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path = path.dropLast() }
        return String(path)
    }
}
