import ExactJSON
import PluginCatalogue

/// Files that describe plugins of the user's, which Tartan's own catalogue doesn't have or has otherwise.
enum CatalogueFolder {
    /// - Parameter paths: folders, or files.
    static func load(_ paths: [String]) throws(Failure) -> PluginCatalogue {
        if paths.isEmpty { return .standard }
        let files = try InputFile.all(paths, recursively: false, endings: [".yaml", ".yml"])
        do throws(CatalogueError) {
            return try PluginCatalogue.standard.adding(files: files.map { ($0.name, $0.bytes) })
        } catch {
            throw Failure(
                .couldNotRun, code: "badCatalogue", error.reason,
                at: error.position.map { SourcePlace(error.file, $0) },
                hints: error.position == nil ? ["The file is \(error.file)"] : [])
        }
    }
}
