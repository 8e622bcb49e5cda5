import Glibc

/// Paths that mean the same to the plugin, which is started in `/`.
enum AbsolutePath {
    /// The last part is kept as it was named: a link's name may be the type by which Tartan is known.
    static func of(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        let folder = resolved(".") ?? ""
        return path.isEmpty || path == "." ? folder : "\(folder)/\(path)"
    }

    /// Without links, `.` and `..`; nil for a path that leads nowhere.
    static func resolved(_ path: String) -> String? {
        guard let text = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(text) }
        return unsafe String(cString: text)
    }
}
