import CNIExecution
import Testing

@Suite struct HeadAndTailTests {
    @Test("what fits is kept as it is", arguments: [0, 1, 49, 50, 51, 99, 100])
    func fits(count: Int) {
        let bytes = (0..<count).map { UInt8($0) }
        #expect(kept(bytes, inChunksOf: 7) == bytes)
        #expect(kept(bytes, inChunksOf: 1000) == bytes)
    }

    @Test("what doesn't fit keeps beginning and end within the bound", arguments: [1, 3, 64, 5000])
    func left(chunk: Int) {
        let bytes = (0..<5000).map { UInt8(ascii: "a") + UInt8($0 % 26) }
        let result = kept(bytes, inChunksOf: chunk)
        let line = Array("\n[4923 bytes left out]\n".utf8)
        #expect(result == bytes.prefix(50) + line + bytes.suffix(27))
        #expect(result.count <= 100)
    }

    @Test("one byte too many is said exactly: what is kept and what is left out add up")
    func sum() {
        let result = kept([UInt8](repeating: 0x78, count: 101), inChunksOf: 10)
        let text = String(decoding: result, as: UTF8.self)
        let parts = text.split(separator: "\n").map(String.init)
        #expect(parts.count == 3)
        #expect(parts[1] == "[\(101 - parts[0].count - parts[2].count) bytes left out]")
    }

    private func kept(_ bytes: [UInt8], inChunksOf size: Int) -> [UInt8] {
        var text = HeadAndTail(limit: 100)
        var rest = bytes[...]
        while !rest.isEmpty {
            text.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return text.bytes
    }
}
