import CNI
import ExactJSON
import MultiNetwork
import TartanStore

/// `get networks`
enum NetworkListing {
    static func listing(_ query: ObjectQuery) throws(Failure) -> Listing {
        var listing = Listing((query.showsNamespaces ? ["NAMESPACE"] : []) + ["NAME", "PLUGINS", "IPAM", "VERSION"])
        listing.isSingle = query.isSingle
        for key in try query.keys(.network) {
            do throws(Failure) {
                let object = try query.lookup.object(.network, key)
                if query.selector?.selects(object) == false { continue }
                let summary = NetworkSummary(object)
                let cells = [key.name, summary.plugins, summary.ipam, summary.version]
                listing.items.append(
                    .init(
                        rows: [(query.showsNamespaces ? [key.namespace] : []) + cells], json: object,
                        name: "network/\(key)"))
            } catch {
                if query.isSingle { throw error }
                listing.problems.append(error)
            }
        }
        if listing.items.isEmpty { listing.emptyNote = try query.emptyNote(.network) }
        return listing
    }
}

/// A network's configuration in a few words.
struct NetworkSummary {
    /// `bridge, portmap`; where the definition has no configuration, that it is looked for on disk.
    let plugins: String
    let ipam: String
    let version: String
    /// Nil where there is none or it is none of CNI.
    let configuration: NetworkConfiguration?

    init(_ object: JSONValue) {
        guard let text = object["spec"]?["config"]?.string, !text.isEmpty else {
            (plugins, ipam, version, configuration) = ("(on disk)", "", "", nil)
            return
        }
        do throws(ConfigurationError) {
            let configuration = try NetworkConfiguration(text: Array(text.utf8), limit: Limits.definition)
            let ipams = configuration.plugins.compactMap { $0.object["ipam"]?["type"]?.string }
            plugins = configuration.plugins.map(\.type).joined(separator: ", ")
            ipam = ipams.joined(separator: ", ")
            version = configuration.version.description
            self.configuration = configuration
        } catch {
            (plugins, ipam, version, configuration) = ("(no configuration of CNI)", "", "", nil)
        }
    }
}
