import ExactJSON
import Testing

@Suite("Members of objects") struct ObjectTests {
    private func object(_ text: String) throws -> JSONObject {
        try #require(try JSONParser.parse(text, limit: 1000).object)
    }

    @Test("of a repeated key the last value counts")
    func lastCounts() throws {
        #expect(try object(#"{"a":1,"b":2,"a":3}"#)["a"] == 3)
    }

    @Test("setting a key replaces all members of that name at the place of the first")
    func replace() throws {
        var object = try object(#"{"x":0,"a":1,"b":2,"a":3,"c":4}"#)
        object["a"] = 9
        #expect(JSONValue.object(object).text == #"{"x":0,"a":9,"b":2,"c":4}"#)
    }

    @Test("setting a new key appends it")
    func append() throws {
        var object = try object(#"{"a":1}"#)
        object["b"] = "two"
        #expect(JSONValue.object(object).text == #"{"a":1,"b":"two"}"#)
    }

    @Test("setting nil removes all members of that name; null is a value")
    func remove() throws {
        var object = try object(#"{"a":1,"b":2,"a":3}"#)
        object["b"] = JSONValue.null
        object["a"] = nil
        object["missing"] = nil
        #expect(JSONValue.object(object).text == #"{"b":null}"#)
    }

    @Test("a key that is spelt with an escape is the same key, and keeps its spelling when its value is replaced")
    func escapedKey() throws {
        var object = try object(#"{"\u0061":1}"#)
        #expect(object["a"] == 1)
        object["a"] = 2
        #expect(JSONValue.object(object).text == #"{"\u0061":2}"#)
    }

    @Test("the first repetition is found, escapes seen through")
    func duplicate() throws {
        #expect(try object(#"{"a":1,"b":2}"#).duplicate == nil)
        let duplicate = try #require(try object(#"{"a":1,"b":2,"\u0061":3,"b":4}"#).duplicate)
        #expect(duplicate.key == "a")
        #expect(duplicate.offset == 13)
    }

    @Test("the members that count are the last of each key, in their order")
    func lastMembers() throws {
        let object = try object(#"{"a":1,"b":2,"\u0061":3,"c":4,"b":5}"#)
        #expect(object.lastMembers.map { $0.key } == ["a", "c", "b"])
        #expect(object.lastMembers.map { $0.value } == [3, 4, 5])
    }

    @Test("keys that Unicode calls equivalent are two keys, as in Go")
    func canonicalEquivalence() throws {
        var object = try object("{\"\u{e9}\":1,\"e\u{301}\":2}")
        #expect(object.duplicate == nil)
        #expect(object["\u{e9}"] == 1)
        object["e\u{301}"] = nil
        #expect(object.members.count == 1)
        #expect(JSONValue.string("\u{e9}") != JSONValue.string("e\u{301}"))
    }

    @Test("equality looks at what is meant in strings, at the spelling in numbers, at the order of members")
    func equality() throws {
        let parse = { (text: String) in try JSONParser.parse(text, limit: 1000) }
        #expect(try parse(#""\u0041""#) == parse(#" "A""#))
        #expect(try parse("1.0") != parse("1"))
        #expect(try parse("1") != parse(#""1""#))
        #expect(try parse(#"{"a":1,"b":2}"#) == parse(#"{ "a": 1, "b": 2 }"#))
        #expect(try parse(#"{"a":1,"b":2}"#) != parse(#"{"b":2,"a":1}"#))
    }

    @Test("each kind is read as itself alone")
    func kinds() throws {
        let values = try #require(try JSONParser.parse(#"[null,true,12,"s",[],{}]"#, limit: 100).array)
        #expect(values.map { $0.isNull } == [true, false, false, false, false, false])
        #expect(values.map { $0.boolean } == [nil, true, nil, nil, nil, nil])
        #expect(values.map { $0.integer } == [nil, nil, 12, nil, nil, nil])
        #expect(values.map { $0.string } == [nil, nil, nil, "s", nil, nil])
        #expect(values.map { $0.array?.count } == [nil, nil, nil, nil, 0, nil])
        #expect(values.map { $0.object?.members.count } == [nil, nil, nil, nil, nil, 0])
        #expect(
            values.map { $0.kindName } == ["null", "a boolean", "a number", "a string", "an array", "an object"])
    }

    @Test(
        "an integer is what is spelt as one and fits",
        arguments: zip(
            ["7", "-7", "0", "9223372036854775807", "9223372036854775808", "7.0", "7e0"],
            [7, -7, 0, Int.max, nil, nil, nil] as [Int?]))
    func integers(text: String, expected: Int?) throws {
        #expect(try JSONParser.parse(text, limit: 100).integer == expected)
    }
}
