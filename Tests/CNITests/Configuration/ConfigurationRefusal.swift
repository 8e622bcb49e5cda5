import CNI
import ExactJSON
import Testing

/// A configuration that is refused, and how.
struct ConfigurationRefusal: Sendable, CustomTestStringConvertible {
    let text: String
    let error: ConfigurationError

    init(_ text: String, _ error: ConfigurationError) {
        self.text = text
        self.error = error
    }

    var testDescription: String { text }
}

extension ConfigurationRefusal {
    static func list(_ members: String) -> String {
        "{\(members)\(members.isEmpty ? "" : ",")\"name\":\"n\",\"plugins\":[{\"type\":\"p\"}]}"
    }

    private static let slash = "contains \"/\": it is a file name, not a path"

    static let table = [
        ConfigurationRefusal("[]", .notAnObject(found: "an array")),
        ConfigurationRefusal("null", .notAnObject(found: "null")),
        ConfigurationRefusal("\"x\"", .notAnObject(found: "a string")),
        ConfigurationRefusal(
            #"{"name":7,"type":"p"}"#, .wrongType(key: "name", found: "a number", expected: "a string")),
        ConfigurationRefusal(
            #"{"name":"a/b","type":"p"}"#,
            .invalidName(InvalidName("a/b", "has characters other than letters, digits, \"_\", \".\" and \"-\""))),
        ConfigurationRefusal(
            #"{"name":"..","type":"p"}"#, .invalidName(InvalidName("..", "does not begin with a letter or digit"))),
        ConfigurationRefusal(
            list(#""cniVersion":1.0"#), .wrongType(key: "cniVersion", found: "a number", expected: "a string")),
        ConfigurationRefusal(list(#""cniVersion":"1.2.0""#), .unknownVersion("1.2.0", key: "cniVersion")),
        ConfigurationRefusal(list(#""cniVersion":"0.3.2""#), .unknownVersion("0.3.2", key: "cniVersion")),
        ConfigurationRefusal(list(#""cniVersion":"1.0.0-rc1""#), .unknownVersion("1.0.0-rc1", key: "cniVersion")),
        ConfigurationRefusal(
            list(#""cniVersion":"1.2.0","cniVersions":["1.3.0"]"#), .unknownVersion("1.2.0", key: "cniVersion")),
        ConfigurationRefusal(
            list(#""cniVersions":"1.0.0""#),
            .wrongType(key: "cniVersions", found: "a string", expected: "a list of versions")),
        ConfigurationRefusal(list(#""cniVersions":["1.0.0",1.1]"#), .unknownVersion("1.1", key: "cniVersions")),
        ConfigurationRefusal(list(#""cniVersions":["1.0.0","x"]"#), .unknownVersion("x", key: "cniVersions")),
        ConfigurationRefusal(
            #"{"plugins":null}"#, .wrongType(key: "plugins", found: "null", expected: "a list of objects")),
        ConfigurationRefusal(
            #"{"plugins":{}}"#, .wrongType(key: "plugins", found: "an object", expected: "a list of objects")),
        ConfigurationRefusal(#"{"plugins":[]}"#, .emptyPlugins),
        ConfigurationRefusal(#"{"loadOnlyInlinedPlugins":true}"#, .onlyInlinedButNone),
        ConfigurationRefusal(
            #"{"plugins":[7]}"#, .wrongType(key: "plugins[0]", found: "a number", expected: "an object")),
        ConfigurationRefusal(#"{"plugins":[{"type":"p"},{}]}"#, .missingType(place: "plugins[1]")),
        ConfigurationRefusal(#"{"plugins":[{"type":""}]}"#, .missingType(place: "plugins[0]")),
        ConfigurationRefusal(#"{"plugins":[{"type":null}]}"#, .missingType(place: "plugins[0]")),
        ConfigurationRefusal(
            #"{"plugins":[{"type":7}]}"#, .wrongType(key: "plugins[0].type", found: "a number", expected: "a string")),
        ConfigurationRefusal(
            #"{"plugins":[{"type":"p","capabilities":[]}]}"#,
            .wrongType(key: "plugins[0].capabilities", found: "an array", expected: "an object")),
        ConfigurationRefusal(
            #"{"plugins":[{"type":"p"},{"type":"q","capabilities":{"ips":true,"mac":"true"}}]}"#,
            .invalidCapability("mac", place: "plugins[1]", type: "q", value: "\"true\"")),
        ConfigurationRefusal(
            #"{"type":"q","capabilities":{"a":1,"a":true}}"#,
            .invalidCapability("a", place: "the configuration", type: "q", value: "1")),
        ConfigurationRefusal(
            "{\"type\":\"q\",\"capabilities\":{\"a\":[\(String(repeating: "1,", count: 40))1]}}",
            .invalidCapability("a", place: "the configuration", type: "q", value: "an array")),
        ConfigurationRefusal(#"{"type":""}"#, .missingType(place: "the configuration")),
        ConfigurationRefusal(#"{"type":"../bridge"}"#, .invalidType("../bridge", rule: slash)),
        ConfigurationRefusal(#"{"type":"/bin/sh"}"#, .invalidType("/bin/sh", rule: slash)),
        ConfigurationRefusal(#"{"type":"a/"}"#, .invalidType("a/", rule: slash)),
        ConfigurationRefusal(#"{"type":".."}"#, .invalidType("..", rule: "is a folder's name")),
        ConfigurationRefusal(#"{"type":"."}"#, .invalidType(".", rule: "is a folder's name")),
        ConfigurationRefusal(#"{"type":"a\u0000b"}"#, .invalidType("a\0b", rule: "contains a control character")),
        ConfigurationRefusal(#"{"type":"a\nb"}"#, .invalidType("a\nb", rule: "contains a control character")),
        ConfigurationRefusal(
            "{\"type\":\"\(String(repeating: "a", count: 256))\"}",
            .invalidType(String(repeating: "a", count: 40) + "…", rule: "is longer than 255 bytes")),
    ]
}
