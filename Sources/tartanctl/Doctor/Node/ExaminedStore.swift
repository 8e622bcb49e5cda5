import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore

/// The store, with what could be read of it.
struct ExaminedStore {
    /// On the node.
    let root: String
    let opened: Result<Store, StoreError>
    let records: [(key: RecordKey, record: Record)]
    /// Records that can't be read, or aren't whole.
    let damaged: [(key: RecordKey, why: String)]
    /// Each definition with its configuration; nil where that is on disk.
    let definitions: [(key: ObjectKey, configuration: NetworkConfiguration?)]
    /// Definitions that can't be used.
    let brokenDefinitions: [(key: ObjectKey, why: String)]

    init(_ root: String, _ files: HostFiles) {
        self.root = root
        let opened = Result { () throws(StoreError) in try Store.open(files.target(root), create: false) }
        self.opened = opened
        var records: [(key: RecordKey, record: Record)] = []
        var damaged: [(key: RecordKey, why: String)] = []
        var definitions: [(key: ObjectKey, configuration: NetworkConfiguration?)] = []
        var broken: [(key: ObjectKey, why: String)] = []
        if let store = try? opened.get() {
            for key in (try? store.records()) ?? [] {
                do throws(StoreError) {
                    guard let record = try store.sandbox(folder: key.sandbox)?.readJournal(key.interface),
                        !record.isClosed
                    else { continue }
                    records.append((key, record))
                    if record.isDamaged { damaged.append((key, "lines of it are lost")) }
                } catch {
                    damaged.append((key, "\(error)"))
                }
            }
            for key in (try? store.networks()) ?? [] {
                do throws(Unusable) {
                    definitions.append((key, try Self.configuration(key, store)))
                } catch {
                    broken.append((key, error.why))
                }
            }
        }
        self.records = records
        self.damaged = damaged
        self.definitions = definitions
        brokenDefinitions = broken
    }

    private struct Unusable: Error { let why: String }

    private static func configuration(_ key: ObjectKey, _ store: Store) throws(Unusable) -> NetworkConfiguration? {
        do {
            guard let object = try store.network(key.namespace, key.name) else { return nil }
            let definition = try NetworkAttachmentDefinition(object, defaultNamespace: key.namespace)
            guard let text = definition.config else { return nil }
            let configuration = try NetworkConfiguration(text: Array(text.utf8), limit: Limits.definition)
            if configuration.plugins.isEmpty { throw ConfigurationError.noPlugins }
            return configuration
        } catch {
            throw Unusable(why: "\(error)")
        }
    }
}
