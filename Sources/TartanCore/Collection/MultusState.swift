import CNI
import ExactJSON
import LinuxSystem

/// What Multus, where it ran before Tartan, still has attached: its result cache below `cniDir`. Delegates must not free it.
struct MultusState {
    /// `cniDir`: /var/lib/cni/multus.
    let folder: String

    /// - Throws: `foreignState` if the state is there and can't be read.
    func attachments() throws(CallFailure) -> [ValidAttachment] {
        let results = folder + "/results"
        let names: [String]
        do throws(SystemFailure) { names = try Files.names(in: results) } catch {
            if error.isNotFound { return [] }
            throw .foreignState(path: results, reason: error.reason)
        }
        var attachments: [ValidAttachment] = []
        for name in names { attachments.append(try read(results + "/" + name)) }
        return attachments
    }

    /// A file of libcni's cache (`cniCacheV1`).
    private func read(_ path: String) throws(CallFailure) -> ValidAttachment {
        let bytes: [UInt8]
        do throws(SystemFailure) { bytes = try Files.read(path, limit: Limits.configuration) } catch {
            throw .foreignState(path: path, reason: error.reason)
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(bytes, limit: Limits.configuration) } catch {
            throw .foreignState(path: path, reason: error.description)
        }
        guard let containerID = value["containerId"]?.string, let interface = value["ifName"]?.string else {
            throw .foreignState(path: path, reason: "it names no container and interface")
        }
        return ValidAttachment(containerID: containerID, interface: interface)
    }
}
