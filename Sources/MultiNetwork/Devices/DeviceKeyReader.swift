import ExactJSON

/// Reads the keys of one map of a device information object.
struct DeviceKeyReader {
    /// The map's key in it; nil for the object itself.
    let parent: String?
    let value: JSONValue

    func requireObject() throws(DeviceInformationError) {
        guard value.object == nil else { return }
        throw .wrongType(key: parent, found: value.kindName, expected: "an object")
    }

    func inner(_ key: String) throws(DeviceInformationError) -> DeviceKeyReader {
        guard let value = value[key] else { throw .missing(key: path(key)) }
        let reader = DeviceKeyReader(parent: key, value: value)
        try reader.requireObject()
        return reader
    }

    func required(_ key: String) throws(DeviceInformationError) -> String {
        guard let text = try optional(key) else { throw .missing(key: path(key)) }
        return text
    }

    func check(_ key: DeviceType.Key) throws(DeviceInformationError) {
        guard let text = key.isRequired ? try required(key.name) : try optional(key.name) else { return }
        switch key.rule {
        case .text: break
        case .address:
            guard Self.isAddress(text) else { throw refused(key, text, "a PCI address such as \"0000:3b:02.4\"") }
        case .choice(let words):
            guard words.contains(text) else {
                throw refused(key, text, "one of " + words.map { "\"\($0)\"" }.joined(separator: ", "))
            }
        }
    }

    /// Nil where the key is absent, null or empty: programs in Go write what they don't know as an empty text.
    private func optional(_ key: String) throws(DeviceInformationError) -> String? {
        guard let value = value[key], !value.isNull else { return nil }
        guard let text = value.string else {
            throw .wrongType(key: path(key), found: value.kindName, expected: "a string")
        }
        return text.isEmpty ? nil : text
    }

    private func refused(_ key: DeviceType.Key, _ text: String, _ rule: String) -> DeviceInformationError {
        .notAllowed(key: path(key.name), value: text.shortened, rule: rule)
    }

    private func path(_ key: String) -> String { parent.map { "\($0).\(key)" } ?? key }

    /// Domain, bus and device in hexadecimal digits, then the function. Domains of more than four digits exist (VMD).
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return false }
        let last = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard last.count == 2, last[1].utf8.count == 1, let function = last[1].utf8.first else { return false }
        return isHexadecimal(parts[0], 4...8) && isHexadecimal(parts[1], 2...2) && isHexadecimal(last[0], 2...2)
            && (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(function)
    }

    private static func isHexadecimal(_ text: Substring, _ count: ClosedRange<Int>) -> Bool {
        count.contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}
