import CNI
import Glibc
package import LinuxSystem

/// Finds the binary of a plugin's `type` as the specification says (section 2, CNI_PATH): the first folder, in order,
/// that has a file of that name.
package struct PluginSearch: Sendable {
    /// The folders that are looked in: what was given, without those that are no absolute path.
    package let directories: [String]
    private let excluded: [FileIdentity]
    private var isAssuming = false

    /// - Parameter excluded: Tartan's own files, under whatever name they are found.
    package init(directories: [String], excluding excluded: [FileIdentity]) {
        self.directories = directories.filter { $0.hasPrefix("/") && !$0.utf8.contains(0) }
        self.excluded = excluded
    }

    /// The folders as CNI_PATH has them.
    package var path: String {
        directories.reduce(into: "") { path, directory in
            if !path.isEmpty { path += ":" }
            path += directory
        }
    }

    /// Takes a plugin that is in none of the folders for one that will be, with its type in place of its path.
    package var assuming: PluginSearch {
        var search = self
        search.isAssuming = true
        return search
    }

    /// The path of the first regular file of that name, symbolic links followed. Whether it can be executed is left to the
    /// execution: passing over a file with wrong permissions would run another version of it without a word.
    package func find(_ type: String) throws(LaunchFailure) -> String {
        guard Self.isPlainName(type) else { throw .invalidType(type) }
        for directory in directories {
            let path = directory.hasSuffix("/") ? directory + type : directory + "/" + type
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            guard !excluded.contains(FileIdentity(status)) else { throw .isTartan(path: path) }
            return path
        }
        if isAssuming { return type }
        throw .notFound(type: type, searched: directories)
    }

    private static func isPlainName(_ type: String) -> Bool {
        guard !type.isEmpty, type.utf8.count <= Limits.longestFileName, type != ".", type != ".." else { return false }
        return type.unicodeScalars.allSatisfy { scalar in
            scalar != "/" && scalar.properties.generalCategory != .control
        }
    }
}
