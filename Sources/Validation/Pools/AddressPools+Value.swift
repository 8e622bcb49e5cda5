package import ExactJSON
import MarkedYAML
package import PluginCatalogue

extension AddressPools {
    /// Of a configuration that stands in no file; the places of what is found lead nowhere.
    package init(of configuration: JSONValue, _ catalogue: PluginCatalogue) {
        guard let source = try? SourceText([]) else {
            self.init(plugins: [])
            return
        }
        let text = JSONText(SourceFile("", source))
        self = ConfigurationFacts(JSONCursor(configuration, in: text), .file(""), catalogue).addresses
    }
}
