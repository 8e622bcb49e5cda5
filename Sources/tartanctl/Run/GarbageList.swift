import CNI
import ExactJSON
import TartanCore
import TartanStore

/// What a runtime would list at GC: the records whose sandbox is still there.
enum GarbageList {
    static let key = "cni.dev/valid-attachments"

    static func valid(_ store: Store) throws(Failure) -> JSONValue {
        let living = try ListedRecord.all(in: store).records.filter { $0.state != .gone }
        return .array(
            living.map { record in
                ValidAttachment(
                    containerID: record.record.opening.containerID, interface: record.record.opening.interface
                ).encoded
            })
    }
}
