import ExactJSON
import Testing

@testable import tartanctl

@Suite struct JSONDifferenceTests {
    private func differences(_ old: String, _ new: String) throws -> [String] {
        try JSONDifference.all(
            JSONParser.parse(old, limit: 10_000), JSONParser.parse(new, limit: 10_000)
        ).map { "\($0.pointer) \($0.old?.text ?? "-") \($0.new?.text ?? "-")" }
    }

    @Test(
        "each place that differs is one difference, named by RFC 6901's pointer",
        arguments: [
            (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, []),
            (#"{"a":{"b":[{"c":1}]}}"#, #"{"a":{"b":[{"c":2}]}}"#, ["/a/b/0/c 1 2"]),
            (#"{"a/b":{"m~n":1}}"#, #"{"a/b":{"m~n":2}}"#, ["/a~1b/m~0n 1 2"]),
            (#"{"a":null}"#, #"{}"#, ["/a null -"]),
            (#"{}"#, #"{"a":null}"#, ["/a - null"]),
            (#"{"a":1}"#, #"{"a":1.0}"#, ["/a 1 1.0"]),
            (#"{"a":[1,2]}"#, #"{"a":[2]}"#, [#"/a [1,2] [2]"#]),
            (#"{"a":[{"x":1},{"y":1}]}"#, #"{"a":[{"y":1}]}"#, [#"/a/0 {"x":1} -"#]),
            (#"{"a":[{"x":1},{"y":1}]}"#, #"{"a":[{"x":1},{"z":1},{"y":1}]}"#, [#"/a/1 - {"z":1}"#]),
            (#"{"a":1,"a":2}"#, #"{"a":2}"#, []),
            (#"{"a":{"b":1}}"#, #"{"a":[]}"#, [#"/a {"b":1} []"#]),
            ("1", "2", [" 1 2"]),
        ])
    func pointers(old: String, new: String, expected: [String]) throws {
        #expect(try differences(old, new) == expected)
    }

    @Test("lists in lists are compared in a time that doesn't double with each")
    func deep() throws {
        func document(_ value: String) -> String {
            String(repeating: "[", count: 100) + #"{"a":\#(value)}"# + String(repeating: "]", count: 100)
        }
        let pointer = String(repeating: "/0", count: 100) + "/a"
        #expect(try differences(document("1"), document("2")) == ["\(pointer) 1 2"])
    }
}
