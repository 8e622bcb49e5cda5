import CPluginCatalogue

/// The data files inside the executable, found without reading them whole: each begins with `type: NAME` and may go on
/// with `aliases: [NAME, …]`.
struct EmbeddedFiles: Sendable {
    struct File: Sendable {
        let type: String
        let aliases: [String]
        let bytes: [UInt8]

        var name: String { "\(type).yaml" }
    }

    let plugins: [File]
    let shared: [UInt8]

    static let standard = EmbeddedFiles()

    private init() {
        let bytes = unsafe UnsafeBufferPointer(
            start: cplugincatalogue_plugins(), count: cplugincatalogue_plugins_size())
        plugins = unsafe Array(bytes).split(separator: 0).map { Self.file(Array($0)) }
        let shared = unsafe UnsafeBufferPointer(start: cplugincatalogue_shared(), count: cplugincatalogue_shared_size())
        self.shared = unsafe Array(shared.prefix { $0 != 0 })
    }

    private static func file(_ bytes: [UInt8]) -> File {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2).prefix(2).map {
            String(decoding: $0, as: UTF8.self)
        }
        let type = lines.first.map { String($0.dropFirst("type: ".count)) } ?? ""
        guard lines.count > 1, lines[1].hasPrefix("aliases: [") else {
            return File(type: type, aliases: [], bytes: bytes)
        }
        let names = lines[1].dropFirst("aliases: [".count).dropLast().split(separator: ",")
        return File(type: type, aliases: names.map { String($0.drop { $0 == " " }) }, bytes: bytes)
    }
}
