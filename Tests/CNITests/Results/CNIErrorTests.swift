import CNI
import ExactJSON
import Testing

@Suite("Error objects") struct CNIErrorTests {
    private static func parse(_ text: String) throws -> CNIError? {
        CNIError(try JSONParser.parse(text, limit: 1 << 20))
    }

    @Test(
        "an object with a code or a message is an error; cniVersion need not be there",
        arguments: [
            (#"{"code":7,"msg":"bad","details":"more"}"#, CNIError(.invalidConfiguration, "bad", details: "more")),
            (#"{"cniVersion":"1.1.0","code":11,"msg":"later","x":1}"#, CNIError(.tryAgainLater, "later")),
            (#"{"code":107}"#, CNIError(CNIError.Code(rawValue: 107), "")),
            (#"{"msg":"alone"}"#, CNIError(CNIError.Code(rawValue: 0), "alone")),
            (#"{"code":"7","msg":"text"}"#, CNIError(CNIError.Code(rawValue: 0), "text")),
            (#"{"code":-3,"msg":7}"#, CNIError(CNIError.Code(rawValue: -3), "")),
            (#"{"code":1,"code":2,"msg":"a","details":null}"#, CNIError(.unsupportedField, "a")),
        ])
    func decoded(text: String, error: CNIError) throws {
        #expect(try Self.parse(text) == error)
    }

    @Test(
        "anything else is none", arguments: ["{}", "null", "[]", "7", #""msg""#, #"{"details":"x"}"#, #"{"code":1.5}"#])
    func none(text: String) throws {
        #expect(try Self.parse(text) == nil)
    }

    @Test("an error is written with version, code, message and details")
    func encoded() {
        let error = CNIError(.invalidEnvironment, "say \"no\"", details: "why")
        #expect(
            error.encoded(version: CNIVersion(1, 0, 0)).text
                == #"{"cniVersion":"1.0.0","code":4,"msg":"say \"no\"","details":"why"}"#)
        #expect(
            CNIError(.other, "m", details: "").encoded(version: .newest).text
                == #"{"cniVersion":"1.1.0","code":999,"msg":"m"}"#)
        #expect(CNIError(.other, "m").encoded(version: .newest).text == #"{"cniVersion":"1.1.0","code":999,"msg":"m"}"#)
    }

    @Test("what is written is read back the same")
    func roundTrip() throws {
        let error = CNIError(CNIError.Code(rawValue: 142), "a\u{1}\n\u{2028}é", details: "\\")
        #expect(try Self.parse(error.encoded(version: .newest).text) == error)
    }

    @Test("the codes are the specification's")
    func codes() {
        let codes: [CNIError.Code] = [
            .incompatibleVersion, .unsupportedField, .unknownContainer, .invalidEnvironment, .inputOutput, .undecodable,
            .invalidConfiguration, .tryAgainLater, .notAvailable, .limitedConnectivity, .other,
        ]
        #expect(codes.map(\.rawValue) == [1, 2, 3, 4, 5, 6, 7, 11, 50, 51, 999])
    }
}
