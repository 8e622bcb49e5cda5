import ExactJSON
import Testing

@Suite("Where values stand") struct PositionTests {
    @Test("each value and key knows the offset of its first byte")
    func offsets() throws {
        let value = try JSONParser.parse("\u{FEFF}{ \"é\": [1, \"x\"],\n\"b\":null}", limit: 100)
        #expect(value.offset == 3)
        let members = try #require(value.object?.members)
        #expect(members.map { $0.offset } == [5, 21])
        #expect(members.map { $0.value.offset } == [11, 25])
        #expect(value["é"]?.array?.map { $0.offset } == [12, 15])
    }

    @Test("what a program made stands nowhere")
    func made() {
        let value: JSONValue = ["a": [1]]
        #expect(value.offset == nil)
        #expect(value.object?.members.first?.offset == nil)
    }

    @Test(
        "lines and columns count from 1, columns in scalars",
        arguments: [
            (0, 1, 1), (1, 1, 2), (3, 1, 3), (4, 2, 1), (8, 2, 2), (9, 2, 3), (10, 2, 4), (11, 3, 1), (99, 3, 1),
        ])
    func positions(offset: Int, line: Int, column: Int) {
        let bytes = Array("aé\n😀b\r\n".utf8)
        #expect(TextPosition(offset: offset, in: bytes) == TextPosition(line: line, column: column))
    }

    @Test("a position is written as people say it")
    func description() {
        #expect(TextPosition(line: 3, column: 7).description == "line 3, column 7")
    }
}
