import TartanCore
import Testing

@Suite("The answer to VERSION") struct VersionAnswerTests {
    private static let supported = #""supportedVersions":["0.1.0","0.2.0","0.3.0","0.3.1","0.4.0","1.0.0","1.1.0"]}"#

    @Test(
        "the version of the input is echoed, and the newest is said where it can't be read",
        arguments: [
            (#"{"cniVersion":"0.4.0"}"#, "0.4.0"), (#"{"cniVersion":"1.1.0","name":"n"}"#, "1.1.0"),
            (#"{"cniVersion":"1.0"}"#, "1.0.0"),
            (#"{"cniVersion":"5.0.0"}"#, "5.0.0"), ("", "1.1.0"), ("{}", "1.1.0"), ("[]", "1.1.0"),
            ("rubbish", "1.1.0"),
            (#"{"cniVersion":1}"#, "1.1.0"), (#"{"cniVersion":"x\"y"}"#, "1.1.0"), (#"{"cniVersion":""}"#, "1.1.0"),
        ])
    func echoed(input: String, version: String) {
        let answer = String(decoding: VersionAnswer.text(for: Array(input.utf8)), as: UTF8.self)
        #expect(answer == "{\"cniVersion\":\"\(version)\"," + Self.supported)
    }
}
