package import CNI
import LinuxSystem

/// A network configuration on disk, with the plugins that its folder adds (libcni's rules, section 1).
package struct ConfigurationFile: Sendable {
    package let path: String
    package let configuration: NetworkConfiguration

    enum Problem: Error {
        case unreadable(SystemFailure)
        case invalid(path: String, ConfigurationError)

        var text: String {
            switch self {
            case .unreadable(let failure): failure.description
            case .invalid(let path, let error): "\(path): \(error)"
            }
        }
    }

    init(loading path: String) throws(Problem) {
        self.path = path
        var configuration = try Self.parse(path)
        if path.hasSuffix(".conflist") || configuration.isList, !configuration.loadOnlyInlinedPlugins,
            let name = configuration.name
        {
            // The name was checked, so it can't lead out of the folder.
            configuration.plugins += try Self.plugins(in: ConfigurationFolder.parent(of: path) + "/" + name)
        }
        if configuration.plugins.isEmpty { throw .invalid(path: path, .noPlugins) }
        self.configuration = configuration
    }

    private static func parse(_ path: String) throws(Problem) -> NetworkConfiguration {
        let text: [UInt8]
        do throws(SystemFailure) { text = try Files.read(path, limit: Limits.definition) } catch {
            throw .unreadable(error)
        }
        do throws(ConfigurationError) {
            return try NetworkConfiguration(text: text, limit: Limits.definition)
        } catch {
            throw .invalid(path: path, error)
        }
    }

    /// The objects of `<folder>/*.conf`, in the order of their names.
    static func plugins(in folder: String) throws(Problem) -> [PluginConfiguration] {
        let names: [String]
        do throws(SystemFailure) { names = try Files.names(in: folder) } catch {
            if error.isNotFound { return [] }
            throw .unreadable(error)
        }
        var plugins: [PluginConfiguration] = []
        for name in names where name.hasSuffix(".conf") {
            let found = try parse(folder + "/" + name).plugins
            // Passed over without a word it would be missing from every pod.
            if found.isEmpty { throw .invalid(path: folder + "/" + name, .noPlugins) }
            plugins += found
        }
        return plugins
    }
}
