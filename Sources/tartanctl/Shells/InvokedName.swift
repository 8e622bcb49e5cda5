/// What the person has typed to run the command: `tartanctl`, or `kubectl tartan` where kubectl runs it as its plugin.
enum InvokedName {
    static let own = "tartanctl"
    /// How the file is called that kubectl looks for.
    static let plugin = "kubectl-tartan"

    private static let isPlugin = CommandLine.arguments.first.map { HostFiles.name(of: $0) == plugin } ?? false

    /// Help and next steps with the name that the person uses.
    static func adapted(_ text: String) -> String { isPlugin ? asPlugin(text) : text }

    /// Each `tartanctl` that is a word by itself as `kubectl tartan`; not where it is part of a path or a name.
    static func asPlugin(_ text: String) -> String {
        let (bytes, own) = (Array(text.utf8), Array(own.utf8))
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let end = index + own.count
            let isWord =
                end <= bytes.count && bytes[index..<end].elementsEqual(own)
                && (index == 0 || !isPartOfName(bytes[index - 1], "/-_.@"))
                && (end == bytes.count || !isPartOfName(bytes[end], "/-_@"))
            result += isWord ? Array("kubectl tartan".utf8) : [bytes[index]]
            index = isWord ? end : index + 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isPartOfName(_ byte: UInt8, _ signs: String) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: signs.utf8.contains(byte)
        }
    }
}
