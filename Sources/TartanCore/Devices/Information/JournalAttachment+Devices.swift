import LinuxSystem
import TartanStore

extension JournalAttachment {
    var deviceFile: DeviceInfoFile? { deviceInfoFile.flatMap(DeviceFolder.standard.file(recorded:)) }
}

extension [JournalAttachment] {
    /// Removes the device information files of attachments that are detached.
    ///
    /// - Parameter failures: attachments of which a DEL failed keep their file: the next try may need it.
    func removeDeviceFiles(except failures: [DelegateFailure], _ log: Log) {
        for attachment in self {
            guard let file = attachment.deviceFile, !failures.contains(where: { $0.label == attachment.label }) else {
                continue
            }
            do throws(SystemFailure) { try file.remove() } catch {
                log.error("a device information file is left: \(error)")
            }
        }
    }
}
