import CNI
import ExactJSON

extension NetworkLookup {
    /// A network of the plugins that are in a folder alone, beside a configuration file or inside a folder of such files;
    /// nil if there are none.
    func chain(named name: String, beside path: String, version: CNIVersion) throws(PlanError) -> FoundNetwork? {
        let label = AttachmentLabel(network: name)
        let parent = FileKind.isFolder(path) ? path : ConfigurationFolder.parent(of: path)
        let folder = (parent.hasSuffix("/") ? parent : parent + "/") + name
        let plugins: [PluginConfiguration]
        do throws(ConfigurationFile.Problem) { plugins = try ConfigurationFile.plugins(in: folder) } catch {
            switch error {
            case .unreadable(let failure): throw .unreadable(label, failure)
            case .invalid(let path, let error): throw .configuration(label, source: path, error)
            }
        }
        if plugins.isEmpty { return nil }
        let configuration: NetworkConfiguration
        do throws(ConfigurationError) {
            configuration = try NetworkConfiguration([
                "cniVersion": .string(version.description), "name": .string(name),
                "plugins": .array(plugins.map { .object($0.object) }),
            ])
        } catch {
            throw .configuration(label, source: folder, error)
        }
        return try found(name, name, configuration, folder)
    }
}
