/// CNI_ARGS: `KEY=VALUE` pairs between semicolons, in any order. The last of a repeated key counts, as in the reference library.
public struct CNIArguments: Sendable, Equatable {
    public enum Malformed: Error, Equatable, Sendable, CustomStringConvertible {
        /// A piece that isn't `KEY=VALUE`.
        case piece(String)
        case unknownKeys([String])
        case ignoreUnknown(String)

        public var description: String {
            switch self {
            case .piece(let text): "\"\(text.escapingControlCharacters)\" in CNI_ARGS is not KEY=VALUE"
            case .unknownKeys(let keys):
                "CNI_ARGS has the unknown keys \(keys.map { $0.escapingControlCharacters }.joined(separator: ", ")) "
                    + "and no IgnoreUnknown=1"
            case .ignoreUnknown(let text):
                "IgnoreUnknown in CNI_ARGS is \"\(text.escapingControlCharacters)\", expected 1 or 0"
            }
        }
    }

    /// The pairs in the order in which they came, repeated ones included.
    public let pairs: [(key: String, value: String)]

    public init(_ text: String) throws(Malformed) {
        var pairs: [(key: String, value: String)] = []
        for piece in text.isEmpty ? [] : text.pieces(between: UInt8(ascii: ";")) {
            let halves = piece.pieces(between: UInt8(ascii: "="))
            guard halves.count == 2, !halves[0].isEmpty else { throw .piece(piece) }
            pairs.append((halves[0], halves[1]))
        }
        self.pairs = pairs
    }

    public subscript(_ key: String) -> String? { pairs.last { $0.key == key }?.value }

    /// - Throws: if there are keys that are not known and `IgnoreUnknown` isn't set.
    public func requireKnown(_ known: [String]) throws(Malformed) {
        let flag = self["IgnoreUnknown"] ?? "0"
        switch flag.lowercased() {
        case "1", "true", "t": return
        case "0", "false", "f", "": break
        default: throw .ignoreUnknown(flag)
        }
        let unknown = pairs.map(\.key).filter { $0 != "IgnoreUnknown" && !known.contains($0) }
        if !unknown.isEmpty { throw .unknownKeys(unknown) }
    }

    public static func == (left: CNIArguments, right: CNIArguments) -> Bool {
        left.pairs.elementsEqual(right.pairs, by: ==)
    }
}
