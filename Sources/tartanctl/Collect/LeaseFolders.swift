import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore

/// Where host-local keeps the addresses of the networks that Tartan knows: from records, finished journals, definitions and
/// configuration files. Folders of other networks are none of its business: who holds their addresses it can't tell.
struct LeaseFolders {
    static let standard = "/var/lib/cni/networks"

    private(set) var folders: Set<String> = []

    init(store: Store, configurationFolder: String) throws(Failure) {
        for key in try Failure.converting({ () throws(StoreError) in try store.records() }) {
            add((try? store.sandbox(folder: key.sandbox)?.readJournal(key.interface)) ?? nil)
        }
        for key in try Failure.converting({ () throws(StoreError) in try store.histories() }) {
            guard let sandbox = store.sandbox(folder: key.sandbox) else { continue }
            add((try? store.history(sandbox, key.interface)) ?? nil)
        }
        for key in try Failure.converting({ () throws(StoreError) in try store.networks() }) {
            guard let object = try? store.network(key.namespace, key.name),
                let definition = try? NetworkAttachmentDefinition(object, defaultNamespace: key.namespace),
                let text = definition.config
            else { continue }
            add(Array(text.utf8), name: key.name)
        }
        for name in (try? Files.names(in: configurationFolder)) ?? [] {
            guard let text = try? Files.read("\(configurationFolder)/\(name)", limit: Limits.definition) else {
                continue
            }
            add(text, name: nil)
        }
    }

    private mutating func add(_ record: Record?) {
        for attachment in record?.attachments ?? [] {
            for plugin in attachment.plugins {
                let object = try? JSONParser.parse(plugin.configuration, limit: Limits.configuration)
                add(object?["ipam"], name: attachment.listName)
            }
        }
    }

    private mutating func add(_ text: [UInt8], name: String?) {
        guard let configuration = try? NetworkConfiguration(text: text, limit: Limits.definition),
            let name = configuration.name ?? name
        else { return }
        for plugin in configuration.plugins { add(plugin.object["ipam"], name: name) }
    }

    private mutating func add(_ ipam: JSONValue?, name: String) {
        guard let ipam, ipam["type"]?.string == "host-local", (try? Identifier.validate(name)) != nil else { return }
        let folder = ipam["dataDir"]?.string.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.standard
        folders.insert(folder + "/" + name)
    }
}
