import ExactJSON
import Foundation
import Testing

/// The same texts through Foundation's parser: both take them or both refuse them, and what they take means the same.
///
/// Intended differences, in which Foundation isn't followed: it takes a comma before a closing bracket, reads UTF-16 and
/// UTF-32 where it sees NUL bytes, drops byte order marks inside of strings, refuses a lone surrogate (here U+FFFD, as in
/// Go) and a number that no Double holds, nests deeper, rounds long fractions some units too far, and takes keys for one
/// that Unicode calls canonically equivalent.
@Suite("Compared with Foundation") struct ComparisonTests {
    @Test("generated and mutated texts are taken and refused as Foundation does", arguments: 0..<100)
    func agreement(seed: UInt64) throws {
        var texts = GeneratedText(seed: seed)
        var taken = 0
        var refused = 0
        for _ in 0..<500 {
            let document = texts.document()
            for bytes in [Array(document.utf8), texts.mutated(document)] where !Self.isExcepted(bytes) {
                let ours = try? JSONParser.parse(bytes, limit: 1 << 20)
                let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
                let shown = String(decoding: bytes, as: UTF8.self)
                switch (ours, theirs) {
                case (nil, nil): refused += 1
                case (let ours?, let theirs?):
                    taken += 1
                    #expect(Self.same(ours, theirs), "seed \(seed): \(shown)")
                case (.some, nil): Issue.record("seed \(seed), only Foundation refuses: \(shown)")
                case (nil, .some): Issue.record("seed \(seed), only Foundation takes: \(shown)")
                }
            }
        }
        // Otherwise nothing has been compared.
        #expect(taken > 400 && refused > 100, "\(taken) taken, \(refused) refused")
    }

    private static func isExcepted(_ bytes: [UInt8]) -> Bool {
        if bytes.contains(0) { return true }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(bytes, limit: 1 << 20)
        } catch {
            return error.cause == .trailingComma
        }
        return any(in: value) { value in
            if let number = value.number?.double { return number.isInfinite }
            let keys = value.object?.members.map { $0.key } ?? []
            return Set(keys).count < keys.count || value.string.map(isExcepted) ?? false
                || keys.contains(where: isExcepted)
        }
    }

    private static func isExcepted(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0 == "\u{FFFD}" || $0 == "\u{FEFF}" }
    }

    private static func any(in value: JSONValue, where condition: (JSONValue) -> Bool) -> Bool {
        let inner = value.array ?? value.object?.members.map { $0.value } ?? []
        return condition(value) || inner.contains { any(in: $0, where: condition) }
    }

    private static func same(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch ours.content {
        case .null: return theirs is NSNull
        case .bool(let value): return theirs as? Bool == value
        case .number(let number):
            guard let left = number.double, let right = (theirs as? NSNumber)?.doubleValue else { return false }
            return abs(left - right) <= 16 * left.ulp
        case .string(let string): return theirs as? String == string.value
        case .array(let values):
            guard let list = theirs as? [Any], list.count == values.count else { return false }
            return zip(values, list).allSatisfy { same($0, $1) }
        case .object(let object):
            guard let map = theirs as? [String: Any], map.count == object.members.count else { return false }
            return object.members.allSatisfy { member in map[member.key].map { same(member.value, $0) } ?? false }
        }
    }
}
