import CNI
import LinuxSystem

/// A folder of network configurations, searched by name or for its first file.
package struct ConfigurationFolder: Sendable {
    package let path: String
    /// Types under which Tartan itself is known: their files are passed over.
    let ownTypes: [String]

    package init(path: String, ownTypes: [String]) {
        self.path = path
        self.ownTypes = ownTypes
    }

    /// What a search found, and the files that could not be used on the way, each with the reason.
    struct Search {
        var found: ConfigurationFile?
        var unusable: [String] = []
        /// Those that would have been taken, were they not Tartan's own.
        var passedOver: [String] = []
    }

    /// The list (`.conflist`) of that JSON name, else the single plugin (`.conf`, `.json`) of that name.
    ///
    /// A broken file of another name doesn't end the search, as it does in libcni: one bad file would else stop every pod.
    func search(name: String) throws(SystemFailure) -> Search {
        try search { $0.configuration.name == name }
    }

    /// The first usable file by name, of any of the three kinds.
    func first() throws(SystemFailure) -> Search {
        var search = Search()
        for name in try Files.names(in: path) where Self.isConfiguration(name) {
            if consider(name, &search, where: { _ in true }) { break }
        }
        return search
    }

    private func search(where matches: (ConfigurationFile) -> Bool) throws(SystemFailure) -> Search {
        var search = Search()
        let names = try Files.names(in: path).filter(Self.isConfiguration)
        let ordered = names.filter { $0.hasSuffix(".conflist") } + names.filter { !$0.hasSuffix(".conflist") }
        for name in ordered where consider(name, &search, where: matches) { break }
        return search
    }

    /// Loads one file; true if it is the one.
    private func consider(_ name: String, _ search: inout Search, where matches: (ConfigurationFile) -> Bool) -> Bool {
        do throws(ConfigurationFile.Problem) {
            let file = try ConfigurationFile(loading: path + "/" + name)
            guard matches(file) else { return false }
            if let own = file.configuration.plugins.first(where: { ownTypes.contains($0.type) }) {
                search.passedOver.append("\(file.path): its plugin \"\(own.type)\" is Tartan itself")
                return false
            }
            search.found = file
            return true
        } catch {
            search.unusable.append(error.text)
            return false
        }
    }

    static func isConfiguration(_ name: String) -> Bool {
        name.hasSuffix(".conflist") || name.hasSuffix(".conf") || name.hasSuffix(".json")
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
