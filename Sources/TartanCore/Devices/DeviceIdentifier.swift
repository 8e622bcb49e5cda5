import CNI

/// The name that a device plugin gives to a device: any short text; it becomes part of configurations and of a file's name.
enum DeviceIdentifier {
    static func isSound(_ text: String) -> Bool {
        (1...Limits.longestDeviceID).contains(text.utf8.count) && text.escapingControlCharacters == text
    }
}
