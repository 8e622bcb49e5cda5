/// Reads one JSON document (RFC 8259), bounded in size and depth, and keeps how everything was written.
///
/// Strict: no comments, no trailing commas, no NaN. A byte order mark at the beginning is passed over, as editors leave one.
public struct JSONParser {
    public static let deepest = 128

    private let bytes: [UInt8]
    private var place = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter limit: the most bytes that are looked at; a longer text is refused unread.
    public static func parse(_ bytes: [UInt8], limit: Int) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes)
        guard bytes.count <= limit else { throw JSONError(.tooLarge(limit: limit), offset: 0, in: []) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.place = 3 }
        parser.skipSpace()
        if parser.place == bytes.count { throw parser.error(.empty) }
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        if parser.place < bytes.count { throw parser.error(.textAfterEnd(parser.found)) }
        return value
    }

    public static func parse(_ text: String, limit: Int) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8), limit: limit)
    }
}

extension JSONParser {
    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        let start = place
        guard let byte = current else { throw unexpected("a value") }
        switch byte {
        case UInt8(ascii: "{"): return JSONValue(.object(try object(depth: depth)), offset: start)
        case UInt8(ascii: "["): return JSONValue(.array(try array(depth: depth)), offset: start)
        case UInt8(ascii: "\""): return JSONValue(.string(try string()), offset: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSONValue(.number(try number()), offset: start)
        case UInt8(ascii: "t"): return JSONValue(try word("true", .bool(true)), offset: start)
        case UInt8(ascii: "f"): return JSONValue(try word("false", .bool(false)), offset: start)
        case UInt8(ascii: "n"): return JSONValue(try word("null", .null), offset: start)
        default: throw unexpected("a value")
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        try descend(depth)
        place += 1
        var members: [JSONObject.Member] = []
        skipSpace()
        if current == UInt8(ascii: "}") {
            place += 1
            return JSONObject()
        }
        while true {
            guard current == UInt8(ascii: "\"") else { throw unexpected("a key in quotation marks") }
            let offset = place
            let name = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else {
                throw unexpected("\":\" after the key \"\((name.spelling ?? name.value).beginning)\"")
            }
            place += 1
            skipSpace()
            members.append(JSONObject.Member(name: name, value: try value(depth: depth + 1), offset: offset))
            if try !more(until: UInt8(ascii: "}"), "\",\" or \"}\"") { return JSONObject(members) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        try descend(depth)
        place += 1
        var values: [JSONValue] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            place += 1
            return values
        }
        while true {
            values.append(try value(depth: depth + 1))
            if try !more(until: UInt8(ascii: "]"), "\",\" or \"]\"") { return values }
        }
    }

    /// Steps over what separates two elements; false at the end.
    private mutating func more(until end: UInt8, _ expected: String) throws(JSONError) -> Bool {
        skipSpace()
        if current == end {
            place += 1
            return false
        }
        guard current == UInt8(ascii: ",") else { throw unexpected(expected) }
        let comma = place
        place += 1
        skipSpace()
        if current == end { throw JSONError(.trailingComma, offset: comma, in: bytes) }
        return true
    }

    private func descend(_ depth: Int) throws(JSONError) {
        if depth >= Self.deepest { throw error(.tooDeep(limit: Self.deepest)) }
    }

    private mutating func word(_ text: String, _ content: JSONValue.Content) throws(JSONError) -> JSONValue.Content {
        guard bytes[place...].starts(with: text.utf8) else { throw unexpected("a value") }
        place += text.utf8.count
        return content
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let start = place
        if current == UInt8(ascii: "-") { place += 1 }
        let leading = place
        var sound = digits() > 0 && !(bytes[leading] == UInt8(ascii: "0") && place > leading + 1)
        if sound, current == UInt8(ascii: ".") {
            place += 1
            sound = digits() > 0
        }
        if sound, current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            place += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { place += 1 }
            sound = digits() > 0
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard sound else { throw JSONError(.badNumber(text.beginning), offset: start, in: bytes) }
        return JSONNumber(spelled: text)
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { place += 1 }
        return place - start
    }
}

// Strings
extension JSONParser {
    private mutating func string() throws(JSONError) -> JSONString {
        place += 1
        let start = place
        var escaped = false
        while true {
            switch current {
            case nil: throw error(.unexpectedEnd(expected: "the closing quotation mark"))
            case UInt8(ascii: "\""):
                let raw = bytes[start..<place]
                guard let spelled = String(validating: raw, as: UTF8.self) else {
                    throw JSONError(.invalidUTF8, offset: start, in: bytes)
                }
                let value = escaped ? try unescaped(start..<place) : spelled
                place += 1
                return JSONString(value: value, spelling: escaped ? spelled : nil)
            case UInt8(ascii: "\\"):
                escaped = true
                place += 1
                if place < bytes.count { place += 1 }
            case let byte?:
                if byte < 0x20 { throw error(.controlCharacter) }
                place += 1
            }
        }
    }

    private func unescaped(_ range: Range<Int>) throws(JSONError) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var at = range.lowerBound
        while at < range.upperBound {
            guard bytes[at] == UInt8(ascii: "\\") else {
                text.append(bytes[at])
                at += 1
                continue
            }
            let escape = at
            at += 2
            switch bytes[escape + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[escape + 1])
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                guard let unit = hex(at, range.upperBound) else {
                    throw badEscape(escape, digits: 4, before: range.upperBound)
                }
                at += 4
                text += scalar(unit, at: &at, before: range.upperBound)
            default:
                throw badEscape(escape, digits: 0, before: range.upperBound)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Parameter digits: how many follow the letter in an escape that is whole.
    private func badEscape(_ start: Int, digits: Int, before limit: Int) -> JSONError {
        var end = min(start + 2 + digits, limit)
        while end < limit, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return JSONError(.badEscape(String(decoding: bytes[start..<end], as: UTF8.self)), offset: start, in: bytes)
    }

    /// The scalar of one escape, or of two that are a surrogate pair; U+FFFD for a lone surrogate.
    private func scalar(_ unit: UInt32, at place: inout Int, before end: Int) -> [UInt8] {
        var code = unit
        if (0xD800..<0xDC00).contains(unit), place + 1 < end, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u"), let low = hex(place + 2, end), (0xDC00..<0xE000).contains(low)
        {
            code = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            place += 6
        }
        return Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
    }

    private func hex(_ start: Int, _ end: Int) -> UInt32? {
        guard start + 4 <= end else { return nil }
        var value: UInt32 = 0
        for byte in bytes[start..<start + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 + UInt32(digit)
        }
        return value
    }
}

// Where the parser stands
extension JSONParser {
    private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    /// What stands here, as a person would quote it.
    private var found: String {
        guard let byte = current else { return "the end" }
        var end = place + 1
        if byte >= 0x80 { while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 } }
        if byte < 0x20 || byte == 0x7F { return "a control character" }
        return "\"\(String(decoding: bytes[place..<end], as: UTF8.self))\""
    }

    private func error(_ cause: JSONError.Cause) -> JSONError {
        JSONError(cause, offset: place, in: bytes)
    }

    private func unexpected(_ expected: String) -> JSONError {
        switch current {
        case nil: error(.unexpectedEnd(expected: expected))
        case UInt8(ascii: "'"): error(.singleQuotes)
        case UInt8(ascii: "#"): error(.comment)
        case UInt8(ascii: "/"): error(.comment)
        default: error(.unexpected(found: found, expected: expected))
        }
    }
}
