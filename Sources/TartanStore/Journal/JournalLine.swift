import ExactJSON

/// How a step lies in the file: a JSON object, a tab, 8 hex digits of the CRC-32C over the object's bytes, a newline.
enum JournalLine {
    static func encoded(_ step: JournalStep, time: UInt64) -> [UInt8] {
        framed(step.encoded(time: time).bytes)
    }

    static func framed(_ object: [UInt8]) -> [UInt8] {
        object + [tab] + digits(CRC32C.checksum(object)) + [newline]
    }

    /// The object of a line without its newline; nil where the checksum says that it isn't what was written.
    static func decoded(_ line: ArraySlice<UInt8>) -> JSONObject? {
        guard line.count > 9, line[line.endIndex - 9] == tab else { return nil }
        let object = line.dropLast(9)
        guard line.suffix(8).elementsEqual(digits(CRC32C.checksum(object))) else { return nil }
        return (try? JSONParser.parse(Array(object), limit: object.count))?.object
    }

    static let newline = UInt8(ascii: "\n")
    private static let tab = UInt8(ascii: "\t")

    private static func digits(_ sum: UInt32) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return (0..<8).map { digits[Int(sum >> UInt32(28 - $0 * 4) & 15)] }
    }
}
