import TartanStore

/// A device that another record of the sandbox has.
package struct HeldDevice: Sendable, Equatable {
    package let resource: String
    package let identifier: String
    /// The attachment, as an error names it.
    package let holder: String
}

extension HeldDevice {
    /// Nil for an attachment without a device.
    init?(_ attachment: JournalAttachment) {
        guard let resource = attachment.resourceName, let device = attachment.deviceID else { return nil }
        self.init(resource: resource, identifier: device, holder: attachment.label.description)
    }
}
